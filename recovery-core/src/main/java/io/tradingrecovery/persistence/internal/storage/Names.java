package io.tradingrecovery.persistence.internal.storage;

import java.util.regex.Pattern;

/** Which names a storage takes, so that none leads out of its directory. */
final class Names {

    private static final Pattern PART = Pattern.compile("(?!\\.{1,2}(/|$))[^/\\\\\\x00]+");
    private static final Pattern FILE = Pattern.compile(PART.pattern() + "(/" + PART.pattern() + ")?");

    private Names() {}

    /** A file's name, with at most one folder before it. */
    static String file(String name) {
        return matching(FILE, name, "a file name with at most one folder before it, such as quarantine/x");
    }

    /** A folder's name, which is not empty. */
    static String folder(String name) {
        return matching(PART, name, "the name of one folder, such as quarantine");
    }

    /** The folder part of a file's name; empty for a file of the directory itself. */
    static String folderOf(String name) {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** The last part of a file's name. */
    static String lastOf(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static String matching(Pattern pattern, String name, String expected) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" does not stay in the directory: use " + expected);
        }
        return name;
    }
}
