package io.tradingrecovery.testkit;

/** How much a long-running test does: all of it with {@code -Ptorture}, about a tenth otherwise. */
public final class Torture {

    private static final boolean FULL = Boolean.getBoolean("recovery.torture");

    private Torture() {}

    /** The volume to run, given the full one. */
    public static int volume(int full) {
        return FULL ? full : Math.max(1, full / 10);
    }
}
