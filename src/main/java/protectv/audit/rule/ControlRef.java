package protectv.audit.rule;

import java.io.Serializable;

/**
 * A control of a published catalogue.
 *
 * @param catalogue {@code nist-800-53} (SP 800-53 r5), {@code pci-dss-4} (PCI DSS 4.0.1) or {@code iso-27001}
 *     (ISO/IEC 27001:2022, Annex A)
 * @param id as the catalogue writes it: {@code AC-2}, {@code 8.2.5}, {@code A.8.5}
 */
public record ControlRef(String catalogue, String id) implements Comparable<ControlRef>, Serializable {

    @Override
    public int compareTo(ControlRef other) {
        int byCatalogue = catalogue.compareTo(other.catalogue);
        return byCatalogue != 0 ? byCatalogue : id.compareTo(other.id);
    }

    /** {@code nist-800-53:AC-2}. */
    @Override
    public String toString() {
        return catalogue + ":" + id;
    }
}
