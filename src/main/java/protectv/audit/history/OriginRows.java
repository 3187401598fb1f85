package protectv.audit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import protectv.audit.history.RunOrigins.Input;
import protectv.audit.history.RunOrigins.Waived;
import protectv.audit.history.RunOrigins.Wording;

/** What runs were made from, as rows. */
final class OriginRows {

    private static final String VERSION = "version";

    private final Handle handle;

    OriginRows(Handle handle) {
        this.handle = handle;
    }

    /** The words for what a row tells; they are stored. */
    private enum Kind {
        PROGRAM("program"),
        OPTION("option"),
        FILE("file"),
        ASK("ask"),
        NOT_RUN("not-run"),
        WORDING("wording"),
        NUMBER("number"),
        WAIVED("waived");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private record Row(String kind, String name, String told) {}

    void insert(long run, RunOrigins origins) {
        List<Row> rows = new ArrayList<>();
        add(rows, Kind.PROGRAM, VERSION, origins.program());
        origins.options().forEach(adder(rows, Kind.OPTION));
        origins.files().forEach(adder(rows, Kind.FILE));
        origins.asks().forEach((rule, asked) -> asked.forEach(what -> add(rows, Kind.ASK, rule, what)));
        origins.notRun().forEach(adder(rows, Kind.NOT_RUN));
        origins.wordings().forEach((rule, wording) -> {
            add(rows, Kind.WORDING, rule, wording.digest());
            wording.numbers().forEach(number -> add(rows, Kind.NUMBER, rule, number));
        });
        origins.waived()
                .forEach((fingerprint, waived) ->
                        add(rows, Kind.WAIVED, fingerprint, waived.windows() + "/" + waived.of()));
        PreparedBatch batch = handle.prepareBatch("insert into run_origin values (?, ?, ?, ?, ?)");
        long place = 0;
        for (Row row : rows) {
            batch.add(run, place++, row.kind(), AsciiText.write(row.name()), AsciiText.write(row.told()));
        }
        batch.execute();
        insertInputs(run, origins.inputs());
    }

    private static BiConsumer<String, String> adder(List<Row> rows, Kind kind) {
        return (name, told) -> add(rows, kind, name, told);
    }

    private static void add(List<Row> rows, Kind kind, String name, String told) {
        rows.add(new Row(kind.word, name, told));
    }

    private void insertInputs(long run, List<Input> inputs) {
        if (inputs.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into run_input values (?, ?, ?, ?, ?, ?, ?)");
        long place = 0;
        for (Input input : inputs) {
            batch.add(
                    run,
                    place++,
                    AsciiText.write(input.path()),
                    AsciiText.write(input.sha256()),
                    AsciiText.write(input.first()),
                    AsciiText.write(input.last()),
                    AsciiText.write(input.problem()));
        }
        batch.execute();
    }

    /** Empty for a run that was recorded before origins were. */
    Optional<RunOrigins> of(long run) {
        List<Row> rows = handle.createQuery(
                        "select kind, name, told from run_origin where run_id = :run order by place")
                .bind("run", run)
                .map((row, context) -> new Row(
                        row.getString("kind"),
                        AsciiText.read(row.getString("name")),
                        AsciiText.read(row.getString("told"))))
                .list();
        String program = texts(rows, Kind.PROGRAM).get(VERSION);
        if (program == null) {
            return Optional.empty();
        }
        SortedMap<String, List<String>> numbers = lists(rows, Kind.NUMBER);
        SortedMap<String, Wording> wordings = new TreeMap<>();
        texts(rows, Kind.WORDING)
                .forEach((rule, digest) ->
                        wordings.put(rule, new Wording(digest, numbers.getOrDefault(rule, List.of()))));
        SortedMap<String, Waived> waived = new TreeMap<>();
        texts(rows, Kind.WAIVED).forEach((fingerprint, told) -> waived.put(fingerprint, waived(told)));
        return Optional.of(new RunOrigins(
                program,
                texts(rows, Kind.OPTION),
                texts(rows, Kind.FILE),
                lists(rows, Kind.ASK),
                texts(rows, Kind.NOT_RUN),
                wordings,
                inputs(run),
                waived));
    }

    private static Waived waived(String told) {
        int slash = told.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a finding was waived in \"" + told + "\" windows");
        }
        return new Waived(Long.parseLong(told.substring(0, slash)), Long.parseLong(told.substring(slash + 1)));
    }

    private static SortedMap<String, String> texts(List<Row> rows, Kind kind) {
        SortedMap<String, String> texts = new TreeMap<>();
        rows.stream().filter(row -> row.kind().equals(kind.word)).forEach(row -> texts.put(row.name(), row.told()));
        return texts;
    }

    private static SortedMap<String, List<String>> lists(List<Row> rows, Kind kind) {
        SortedMap<String, List<String>> lists = new TreeMap<>();
        rows.stream()
                .filter(row -> row.kind().equals(kind.word))
                .forEach(row -> lists.computeIfAbsent(row.name(), name -> new ArrayList<>())
                        .add(row.told()));
        return lists;
    }

    private List<Input> inputs(long run) {
        return handle.createQuery("select path, sha256, first_event, last_event, problem from run_input"
                        + " where run_id = :run order by place")
                .bind("run", run)
                .map((row, context) -> new Input(
                        AsciiText.read(row.getString("path")),
                        AsciiText.read(row.getString("sha256")),
                        AsciiText.read(row.getString("first_event")),
                        AsciiText.read(row.getString("last_event")),
                        AsciiText.read(row.getString("problem"))))
                .list();
    }

    void delete(long run) {
        handle.execute("delete from run_origin where run_id = ?", run);
        handle.execute("delete from run_input where run_id = ?", run);
    }

    /** Those of runs whose period ended by then. */
    void deleteUntil(long millis) {
        String old = " where run_id in (select id from run where period_to <= ?)";
        handle.execute("delete from run_origin" + old, millis);
        handle.execute("delete from run_input" + old, millis);
    }
}
