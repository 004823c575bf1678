package io.tradingrecovery.persistence.internal.storage;

/** Which names a storage takes, so that none leads out of its directory. */
final class Names {

    private Names() {}

    /** A file's name, with at most one folder before it. */
    static String file(String name) {
        int slash = name.indexOf('/');
        boolean stays = isPart(name.substring(slash + 1)) && (slash < 0 || isPart(name.substring(0, slash)));
        return require(stays, name, "a file name with at most one folder before it, such as quarantine/x");
    }

    /** A folder's name, which is not empty. */
    static String folder(String name) {
        return require(isPart(name), name, "the name of one folder, such as quarantine");
    }

    /** The folder part of a file's name; empty for a file of the directory itself. */
    static String folderOf(String name) {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** The last part of a file's name. */
    static String lastOf(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    /** Whether it names one entry of a folder, on any system, and neither that folder nor the one above. */
    private static boolean isPart(String name) {
        boolean separated = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0;
        return !separated && !name.isEmpty() && !name.equals(".") && !name.equals("..");
    }

    private static String require(boolean stays, String name, String expected) {
        if (!stays) {
            throw new IllegalArgumentException("\"" + name + "\" does not stay in the directory: use " + expected);
        }
        return name;
    }
}
