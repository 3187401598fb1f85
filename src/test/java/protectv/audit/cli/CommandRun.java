package protectv.audit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import protectv.audit.run.LocalSite;

/**
 * A command line that was run within this process.
 *
 * @param code what the scheduler would read
 */
record CommandRun(int code, String out, String err) {

    static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Main.run(new LocalSite(System.in), System.getenv(), new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
