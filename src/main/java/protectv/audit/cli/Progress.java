package protectv.audit.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import protectv.audit.input.Inputs;
import protectv.audit.run.Watcher;

/** How far a run is, for who waits at a terminal; in a job, whose output goes to a log, it shows nothing. */
final class Progress implements Watcher, AutoCloseable {

    /** Fits the narrowest terminal; asking for its width would load native code. */
    private static final int COLUMNS = 78;

    private static final int REFRESH_MILLIS = 200;

    private static final long MIB = 1L << 20;

    private final @Nullable PrintStream terminal;
    private @Nullable ProgressBar bar;

    private Progress(@Nullable PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Nothing to see where output is no terminal, or nobody wants to see anything. */
    static Progress of(boolean quiet) {
        return on(!quiet && CommandLine.Help.Ansi.AUTO.enabled() ? System.err : null);
    }

    static Progress on(@Nullable PrintStream terminal) {
        return new Progress(terminal);
    }

    /** The inputs, which show how far they are read. */
    @Override
    public Inputs reading(Inputs inputs) {
        if (terminal == null) {
            return inputs;
        }
        show(terminal, "Reading", Math.max(1, inputs.bytes()), " MiB", MIB);
        return inputs.watched(this::step);
    }

    @Override
    public void read(long bytes) {
        step(bytes);
    }

    @Override
    public void judging(int windows) {
        if (terminal != null) {
            show(terminal, "Judging", Math.max(1, windows), " windows", 1);
        }
    }

    @Override
    public void judged() {
        step(1);
    }

    private synchronized void step(long much) {
        if (bar != null) {
            bar.stepBy(much);
        }
    }

    private synchronized void show(PrintStream on, String task, long most, String unit, long unitSize) {
        close();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(on, COLUMNS))
                .build();
    }

    @Override
    public synchronized void close() {
        if (bar != null && terminal != null) {
            bar.close();
            // The bar would leave itself or nothing behind, by how long it lived; the summary begins on a clean line.
            terminal.print("\r" + " ".repeat(COLUMNS) + "\r");
            terminal.flush();
            bar = null;
        }
    }
}
