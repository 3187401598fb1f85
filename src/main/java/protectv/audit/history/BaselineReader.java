package protectv.audit.history;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Severity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Goes through a report once and keeps its findings alone. The file may come from anybody. */
final class BaselineReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,6})\\.[0-9]{1,6}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
    private static final String MAJOR = "1";

    /** What a terminal would obey, or a reader would not see. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    /** Enough of a value to find it again. */
    private static final int MAX_QUOTED = 80;

    private static final String NAME_ANOTHER = "name the report.json of an earlier run of protectv-audit";

    private final String name;
    private final InputStream in;
    private final Map<String, PastFinding> findings = new TreeMap<>();
    private @Nullable String version;
    private @Nullable String period;
    private boolean windows;

    /** Takes the file's name as messages show it. */
    BaselineReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    static String printable(@Nullable String text) {
        return UNPRINTABLE.matcher(String.valueOf(text)).replaceAll("?");
    }

    BaselineReport read() throws BaselineException, IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() == null) {
                throw new BaselineException(name + ": the file is empty; " + NAME_ANOTHER);
            }
            report(json);
            if (json.nextToken() != null) {
                throw problem(json, "something follows the end of the report", "take the file as it was written");
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw damaged(e);
        }
        return new BaselineReport(String.valueOf(period), List.copyOf(findings.values()));
    }

    private BaselineException damaged(JacksonException e) {
        String message = printable(e.getOriginalMessage());
        // Between two members the parser says the same with an exception of its common kind.
        boolean cut = e instanceof UnexpectedEndOfInputException || message.startsWith("Unexpected end-of-input");
        return new BaselineException(at(e.getLocation())
                + (cut
                        ? "the file ends in the middle of the report; take a copy that is complete, or another report"
                        : "this is not the JSON of a report (" + message + "); " + NAME_ANOTHER));
    }

    private void report(JsonParser json) throws BaselineException {
        TokenStreamLocation start = json.currentTokenLocation();
        begin(json, JsonToken.START_OBJECT, "the file");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "schemaVersion" -> version = version(json);
                case "period" -> period = period(json);
                case "windows" -> {
                    windows = true;
                    begin(json, JsonToken.START_ARRAY, member);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        window(json);
                    }
                }
                default -> json.skipChildren();
            }
        }
        need(version, "schemaVersion", "the file", start);
        need(period, "period", "the report", start);
        need(windows ? "there" : null, "windows", "the report", start);
    }

    private String version(JsonParser json) throws BaselineException {
        String text = text(json, "schemaVersion");
        var parts = VERSION.matcher(text);
        if (!parts.matches()) {
            throw problem(json, "\"schemaVersion\" is " + quoted(text) + " and not such as \"1.1\"", NAME_ANOTHER);
        }
        if (!parts.group(1).equals(MAJOR)) {
            throw problem(
                    json,
                    "the report has version " + text + ", and this release reads " + MAJOR + ".x",
                    "compare with a report of this release, or use the release that wrote it");
        }
        return text;
    }

    private String period(JsonParser json) throws BaselineException {
        begin(json, JsonToken.START_OBJECT, "period");
        Instant from = null;
        Instant to = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "from" -> from = time(json, member);
                case "to" -> to = time(json, member);
                default -> json.skipChildren();
            }
        }
        return from == null || to == null
                ? "a run without a period"
                : from.atOffset(ZoneOffset.UTC) + " to " + to.atOffset(ZoneOffset.UTC);
    }

    private void window(JsonParser json) throws BaselineException {
        TokenStreamLocation start = json.currentTokenLocation();
        begin(json, JsonToken.START_OBJECT, "a window");
        String found = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            if (member.equals("findings")) {
                found = member;
                begin(json, JsonToken.START_ARRAY, member);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    PastFinding finding = finding(json);
                    findings.merge(finding.fingerprint(), finding, PastFindings::both);
                }
            } else {
                json.skipChildren();
            }
        }
        need(found, "findings", "a window", start);
    }

    private PastFinding finding(JsonParser json) throws BaselineException {
        TokenStreamLocation start = json.currentTokenLocation();
        begin(json, JsonToken.START_OBJECT, "a finding");
        String fingerprint = null;
        String rule = null;
        String title = null;
        Severity severity = null;
        String subject = null;
        Long count = null;
        Instant first = null;
        Instant last = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "fingerprint" -> fingerprint = fingerprint(json);
                case "rule" -> rule = rule(json);
                case "title" -> title = text(json, member);
                case "severity" -> severity = severity(json);
                case "subject" -> subject = text(json, member);
                case "count" -> count = count(json);
                case "firstSeen" -> first = time(json, member);
                case "lastSeen" -> last = time(json, member);
                default -> json.skipChildren();
            }
        }
        return new PastFinding(
                need(fingerprint, "fingerprint", "a finding", start),
                need(rule, "rule", "a finding", start),
                need(title, "title", "a finding", start),
                need(severity, "severity", "a finding", start),
                need(subject, "subject", "a finding", start),
                need(count, "count", "a finding", start),
                need(first, "firstSeen", "a finding", start),
                need(last, "lastSeen", "a finding", start));
    }

    private String fingerprint(JsonParser json) throws BaselineException {
        String text = text(json, "fingerprint");
        if (!FINGERPRINT.matcher(text).matches()) {
            throw value(json, "fingerprint", text, "16 hex digits in lower case");
        }
        return text;
    }

    private String rule(JsonParser json) throws BaselineException {
        String text = text(json, "rule");
        try {
            return new RuleId(text).value();
        } catch (IllegalArgumentException e) {
            throw value(json, "rule", text, "the id of a rule such as PV-KEY-002");
        }
    }

    private Severity severity(JsonParser json) throws BaselineException {
        String text = text(json, "severity");
        for (Severity severity : Severity.values()) {
            if (severity.label().equals(text)) {
                return severity;
            }
        }
        String known = Arrays.stream(Severity.values()).map(Severity::label).collect(Collectors.joining(", "));
        throw value(json, "severity", text, "one of " + known);
    }

    private long count(JsonParser json) throws BaselineException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw problem(json, "\"count\" is not a whole number", NAME_ANOTHER);
        }
        long count = json.getLongValue();
        if (count < 1) {
            throw value(json, "count", Long.toString(count), "a number from 1 on");
        }
        return count;
    }

    private Instant time(JsonParser json, String member) throws BaselineException {
        String text = text(json, member);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw value(json, member, text, "a time such as 2017-10-12T05:28:19Z");
        }
    }

    private String text(JsonParser json, String member) throws BaselineException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw problem(json, "\"" + member + "\" is not a text", NAME_ANOTHER);
        }
        return json.getString();
    }

    private void begin(JsonParser json, JsonToken token, String what) throws BaselineException {
        if (json.currentToken() != token) {
            String kind = token == JsonToken.START_OBJECT ? "a JSON object" : "a JSON list";
            throw problem(json, what + " is not " + kind + ", as it is in a report", NAME_ANOTHER);
        }
    }

    private <T> T need(@Nullable T value, String member, String whole, TokenStreamLocation start)
            throws BaselineException {
        if (value == null) {
            throw new BaselineException(
                    at(start) + whole + " has no \"" + member + "\", so this is not a report; " + NAME_ANOTHER);
        }
        return value;
    }

    private BaselineException value(JsonParser json, String member, String text, String wanted) {
        return problem(json, "\"" + member + "\" is " + quoted(text) + " and not " + wanted, NAME_ANOTHER);
    }

    private BaselineException problem(JsonParser json, String what, String advice) {
        return new BaselineException(at(json.currentTokenLocation()) + what + "; " + advice);
    }

    private String at(@Nullable TokenStreamLocation place) {
        return place == null ? name + ": " : name + ":" + place.getLineNr() + ":" + place.getColumnNr() + ": ";
    }

    private static String quoted(String text) {
        String start = text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
        return "\"" + printable(start) + "\"";
    }
}
