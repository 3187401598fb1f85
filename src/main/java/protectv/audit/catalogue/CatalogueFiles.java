package protectv.audit.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts the catalogue into a folder: {@code rules.md} and {@code rules.html}, each of them whole or not at all. */
public final class CatalogueFiles {

    private CatalogueFiles() {}

    /**
     * @param dir made where it is missing
     * @return the files written
     * @throws IOException where one cannot be written; a file of that name is then as it was
     */
    public static List<Path> write(Catalogue catalogue, Path dir) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("rules.md", CatalogueMarkdown.of(catalogue));
        texts.put("rules.html", CatalogueHtml.of(catalogue));
        Files.createDirectories(dir);
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path target = dir.resolve(text.getKey());
            Path temporary = dir.resolve("." + text.getKey() + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.writeString(temporary, text.getValue(), StandardOpenOption.CREATE_NEW);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            written.add(target);
        }
        return List.copyOf(written);
    }
}
