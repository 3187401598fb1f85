package protectv.audit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateImportDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;
import protectv.audit.rule.ConstraintGrammar;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.Vocabulary;

/**
 * Admits a rule as Drools itself reads it, before anything is compiled: compiling can already run what a rule's text says.
 * What is not known here is refused, so that a new feature of the language is no new way in.
 *
 * <p>Lint has told staff's slips by then; what is refused here was meant to pass lint.
 */
final class RuleGate {

    private static final Pattern PLACE = Pattern.compile("Line (\\d{1,6}):(\\d{1,6})");

    private static final String NAME = "\\$\\w+";

    /** Over facts that are bound to a name, and nothing else. */
    private static final List<String> COUNTS =
            List.of("count", "sum", "min", "max", "average", "collectList", "collectSet", "timeline");

    private final Rule rule;
    private final Vocabulary vocabulary;
    private final List<RuleProblem> problems = new ArrayList<>();

    private RuleGate(Rule rule, Vocabulary vocabulary) {
        this.rule = rule;
        this.vocabulary = vocabulary;
    }

    /** What keeps a rule out; empty where it may be compiled. */
    static List<RuleProblem> check(Rule rule, Vocabulary vocabulary) {
        RuleGate gate = new RuleGate(rule, vocabulary);
        gate.check();
        return gate.problems;
    }

    private void check() {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr parsed;
        try {
            parsed = parser.parse(false, rule.text());
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            refuse(0, "the rule language does not know what to make of this file");
            return;
        }
        parser.getErrors()
                .forEach(error -> problems.add(RuleProblem.at(
                                rule.file(),
                                rule.text(),
                                placeOf(error.getMessage()),
                                "the rule cannot be read here: " + SyntaxMessage.of(error.getMessage()))
                        .in(LintCategory.SYNTAX)));
        if (parsed != null && problems.isEmpty()) {
            checkPackage(parsed);
        }
    }

    /** The index of what a message calls {@code Line 18:52}; the beginning where it names no place. */
    private int placeOf(String message) {
        Matcher place = PLACE.matcher(message);
        if (!place.find()) {
            return 0;
        }
        return RuleProblem.indexOfLine(rule.text(), Integer.parseInt(place.group(1)))
                + Integer.parseInt(place.group(2));
    }

    private void checkPackage(PackageDescr parsed) {
        for (ImportDescr imported : parsed.getImports()) {
            checkImport(imported.getTarget(), imported);
        }
        for (AccumulateImportDescr imported : parsed.getAccumulateImports()) {
            checkImport("accumulate " + imported.getTarget() + " " + imported.getFunctionName(), imported);
        }
        boolean more = !parsed.getFunctionImports().isEmpty()
                || !parsed.getFunctions().isEmpty()
                || !parsed.getGlobals().isEmpty()
                || !parsed.getTypeDeclarations().isEmpty()
                || !parsed.getEnumDeclarations().isEmpty()
                || !parsed.getEntryPointDeclarations().isEmpty()
                || !parsed.getWindowDeclarations().isEmpty()
                || !parsed.getAttributes().isEmpty()
                || parsed.getUnit() != null;
        if (!String.valueOf(parsed.getName()).matches("rules(\\.[a-z0-9_]+)+")) {
            refuse(0, "the package of a rule begins with rules, as in rules.manager");
        }
        if (more || parsed.getRules().size() != 1) {
            refuse(0, "a file holds imports of facts and one rule, and nothing else");
            return;
        }
        checkRule(parsed.getRules().get(0));
    }

    private void checkImport(String target, BaseDescr at) {
        if (!vocabulary.imports().contains(target)) {
            refuse(at.getStartCharacter(), "a rule may not import " + target);
        }
    }

    private void checkRule(RuleDescr parsed) {
        Object consequence = parsed.getConsequence();
        boolean empty = consequence == null || consequence.toString().isBlank();
        if (!empty || !parsed.getNamedConsequences().isEmpty()) {
            refuse(parsed.getStartCharacter(), "nothing may stand between then and end");
        }
        if (!parsed.getAttributes().isEmpty() || parsed.getParentName() != null) {
            refuse(parsed.getStartCharacter(), "a rule has a name, @keys and a condition, and nothing else");
        }
        if (!rule.id().value().equals(parsed.getName())) {
            refuse(parsed.getStartCharacter(), "the rule's name is read in two ways; write rule \"" + rule.id() + "\"");
        }
        parsed.getAnnotations().forEach(this::checkAnnotation);
        checkElement(parsed.getLhs());
    }

    private void checkAnnotation(AnnotationDescr annotation) {
        Map<String, Object> values = annotation.getValueMap();
        Object value = values.get("value");
        boolean text = values.size() == 1
                && value instanceof String string
                && string.length() >= 2
                && string.startsWith("\"")
                && string.indexOf('"', 1) == string.length() - 1;
        if (!text || !annotation.getName().matches("[a-z]+")) {
            refuse(annotation.getStartCharacter(), "@" + annotation.getName() + " takes one text in double quotes");
        }
    }

    private void checkElement(@Nullable BaseDescr element) {
        if (element instanceof PatternDescr pattern) {
            checkPattern(pattern);
        } else if (element instanceof AndDescr
                || element instanceof OrDescr
                || element instanceof NotDescr
                || element instanceof ExistsDescr) {
            ((ConditionalElementDescr) element).getDescrs().forEach(part -> checkElement((BaseDescr) part));
        } else {
            refuse(
                    element == null ? 0 : element.getStartCharacter(),
                    "this has no place in a condition; use facts, not, exists, or, groupby and accumulate");
        }
    }

    private void checkPattern(PatternDescr pattern) {
        int at = pattern.getStartCharacter();
        boolean counted = pattern.getSource() instanceof AccumulateDescr && "Object".equals(pattern.getObjectType());
        Map<String, ?> fields = vocabulary.fieldsByFact().get(String.valueOf(pattern.getObjectType()));
        if (fields == null && !counted) {
            refuse(
                    at,
                    pattern.getObjectType() == null
                            ? "facts come from the window, or from a name that was bound before"
                            : "there is no fact " + pattern.getObjectType());
            return;
        }
        boolean named =
                pattern.getIdentifier() == null || pattern.getIdentifier().matches(NAME);
        if (!named
                || pattern.isQuery()
                || !pattern.getBehaviors().isEmpty()
                || !pattern.getAnnotations().isEmpty()) {
            refuse(at, "a fact is written as $name : Fact( constraints )");
        }
        checkSource(pattern.getSource(), at);
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            if (constraint instanceof ExprConstraintDescr expression
                    && expression.getType() == ExprConstraintDescr.Type.NAMED) {
                checkConstraint(expression, fields == null ? Set.of() : fields.keySet());
            } else {
                refuse(at, "constraints of a fact are divided by commas");
            }
        }
    }

    private void checkConstraint(ExprConstraintDescr constraint, Set<String> fields) {
        ConstraintGrammar.Fault fault =
                ConstraintGrammar.check(constraint.getExpression(), fields, vocabulary.functions());
        if (fault != null) {
            refuse(constraint.getStartCharacter() + fault.at(), fault.message());
        }
    }

    private void checkSource(@Nullable PatternSourceDescr source, int at) {
        if (source instanceof FromDescr from) {
            if (!String.valueOf(from.getExpression()).strip().matches(NAME)) {
                refuse(at, "\"from\" takes a name that was bound before, as in from $failures");
            }
        } else if (source instanceof AccumulateDescr accumulate) {
            checkAccumulate(accumulate, at);
        } else if (source != null) {
            refuse(at, "facts come from the window, or from a name that was bound before");
        }
    }

    private void checkAccumulate(AccumulateDescr accumulate, int at) {
        boolean code = accumulate.getInitCode() != null
                || accumulate.getActionCode() != null
                || accumulate.getReverseCode() != null
                || accumulate.getResultCode() != null;
        if (code) {
            refuse(at, "accumulate counts with functions, as in $n : count( $event )");
        }
        if (accumulate instanceof GroupByDescr group
                && !String.valueOf(group.getGroupingFunction()).strip().matches(NAME)) {
            refuse(at, "groupby takes a name that was bound to a field, as in $peer : $from");
        }
        for (AccumulateDescr.AccumulateFunctionCallDescr call : accumulate.getFunctions()) {
            boolean plain = COUNTS.contains(call.getFunction());
            for (String argument : call.getParams()) {
                plain &= argument.strip().matches(NAME);
            }
            if (!plain) {
                refuse(at, "what is counted is written as count( $name ); functions are " + String.join(", ", COUNTS));
            }
        }
        checkElement(accumulate.getInput());
    }

    private void refuse(int at, String message) {
        problems.add(RuleProblem.at(rule.file(), rule.text(), at, message).in(LintCategory.CONDITION));
    }
}
