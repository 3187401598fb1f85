package protectv.audit.signature;

/**
 * Who signed, as {@code ssh-keygen} verified it.
 *
 * @param principal as the list of those who may sign names him: {@code alice@example.org}
 * @param keyType {@code ED25519}
 * @param fingerprint of the key: {@code SHA256:pLFU...}
 * @param namespace that the signature was made for, so that one made for something else is none here
 */
public record Signer(String principal, String keyType, String fingerprint, String namespace) {}
