package protectv.audit.ruletest;

/** Is told how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {

    Progress NONE = (done, of) -> {};

    void judged(int done, int of);
}
