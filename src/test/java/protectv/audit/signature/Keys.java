package protectv.audit.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys of the real ssh-keygen, made for one test. */
public record Keys(Path folder) {

    /** A private key of that name, without a passphrase. */
    public Path make(String name) throws IOException, InterruptedException {
        return make(name, "");
    }

    public Path make(String name, String passphrase) throws IOException, InterruptedException {
        Path key = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name + "@example.org", "-f", key.toString());
        return key;
    }

    /** A line of a list of those who may sign. */
    public String allowing(String options, Path key) throws IOException {
        String name = key.getFileName().toString();
        return name + "@example.org " + options + Files.readString(folder.resolve(name + ".pub"));
    }

    /** A list of those who may sign, of that name. */
    public Path list(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("", lines));
    }

    static void run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
    }
}
