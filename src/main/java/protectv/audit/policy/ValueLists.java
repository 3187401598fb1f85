package protectv.audit.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Lists;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RulesException;
import protectv.audit.yaml.YamlText;

/**
 * The lists in {@code lists/*.txt}, by name. One value a line; a {@code #} at the start of a line or behind a blank begins
 * a comment. Lists whose names end in {@code -networks} hold networks and addresses, the others texts.
 */
public record ValueLists(SortedMap<String, ValueList> lists) implements Lists {

    static final String FOLDER = "lists";

    private static final String SUFFIX = ".txt";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    public ValueLists {
        lists = Collections.unmodifiableSortedMap(new TreeMap<>(lists));
    }

    /**
     * Reads the lists of a rules folder; none where there is no {@code lists} in it.
     *
     * @throws RulesException where a list has a problem; all problems of all lists are in the message
     */
    public static ValueLists load(Path rulesFolder) throws RulesException {
        List<RuleProblem> problems = new ArrayList<>();
        List<ValueList> lists = new ArrayList<>();
        for (String name : names(rulesFolder, problems)) {
            YamlText file = YamlText.read(rulesFolder, name, problems);
            if (file != null) {
                lists.add(read(file));
            }
        }
        if (!problems.isEmpty()) {
            throw new RulesException(problems.stream().sorted().toList());
        }
        return of(lists);
    }

    /**
     * Lists that are written down elsewhere than in files of their own, as in a rule's test.
     *
     * @throws IllegalArgumentException where an entry of a list of networks is none
     */
    public static ValueLists of(Map<String, List<String>> entriesByName) {
        List<ValueList> lists = new ArrayList<>();
        entriesByName.forEach((name, entries) -> {
            Networks networks = new Networks();
            if (holdsNetworks(name)) {
                entries.forEach(networks::add);
            }
            lists.add(list(name, entries, networks));
        });
        return of(lists);
    }

    private static boolean holdsNetworks(String name) {
        return name.endsWith("-networks");
    }

    private static ValueList list(String name, List<String> entries, Networks networks) {
        return holdsNetworks(name) ? ValueList.ofNetworks(name, entries, networks) : ValueList.ofTexts(name, entries);
    }

    static ValueLists of(List<ValueList> lists) {
        SortedMap<String, ValueList> byName = new TreeMap<>();
        lists.forEach(list -> byName.put(list.name(), list));
        return new ValueLists(byName);
    }

    /** The list of a name; null where there is none. */
    public @Nullable ValueList find(String name) {
        return lists.get(name);
    }

    @Override
    public Set<String> names() {
        return lists.values().stream()
                .filter(list -> !list.entries().isEmpty())
                .map(ValueList::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean contains(String list, String value) {
        ValueList known = lists.get(list);
        return known != null && known.contains(value);
    }

    /** Name of the file of a list: {@code lists/ssh-users.txt}. */
    public static String fileOf(String list) {
        return FOLDER + "/" + list + SUFFIX;
    }

    /** The files of the lists as {@code lists/<name>.txt}, by name. */
    static List<String> names(Path rulesFolder, List<RuleProblem> problems) {
        Path folder = rulesFolder.resolve(FOLDER);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> FOLDER + "/" + path.getFileName())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new RuleProblem(FOLDER, 0, 0, "the lists cannot be found: " + e.getMessage(), ""));
            return List.of();
        }
    }

    static ValueList read(YamlText file) {
        String name = file.file().substring(FOLDER.length() + 1, file.file().length() - SUFFIX.length());
        if (!NAME.matcher(name).matches()) {
            file.problems()
                    .add(new RuleProblem(
                            file.file(),
                            0,
                            0,
                            "a list is named in small letters, digits and hyphens, as admin-users.txt; rename it",
                            ""));
        }
        boolean holdsNetworks = holdsNetworks(name);
        Networks networks = new Networks();
        List<String> entries = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            String entry = COMMENT.matcher(line).replaceFirst("").strip();
            if (entry.isEmpty()) {
                continue;
            }
            entries.add(entry);
            if (holdsNetworks) {
                try {
                    networks.add(entry);
                } catch (IllegalArgumentException e) {
                    file.problem(number, line.indexOf(entry) + 1, String.valueOf(e.getMessage()));
                }
            }
        }
        return list(name, entries, networks);
    }
}
