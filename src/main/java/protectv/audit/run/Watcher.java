package protectv.audit.run;

import protectv.audit.input.Inputs;

/** Hears how far an audit is. Told from several threads at once. */
public interface Watcher {

    /** Nobody looks on. */
    Watcher NOBODY = new Watcher() {
        @Override
        public Inputs reading(Inputs inputs) {
            return inputs;
        }

        @Override
        public void read(long bytes) {}

        @Override
        public void judging(int windows) {}

        @Override
        public void judged() {}
    };

    /** The inputs, so that it is seen how far they are read. */
    Inputs reading(Inputs inputs);

    /** So many bytes were read of an input that several readers share. */
    void read(long bytes);

    /** So many windows will be judged. */
    void judging(int windows);

    /** One more was. */
    void judged();
}
