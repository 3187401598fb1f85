package protectv.audit.cli;

/** Entry point of {@code java -jar protectv-audit.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("protectv-audit");
    }
}
