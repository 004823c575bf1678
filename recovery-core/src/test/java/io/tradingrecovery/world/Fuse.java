package io.tradingrecovery.world;

/** Ends the bot's life after so many of its steps, wherever it is then. */
final class Fuse {

    /** The bot is dead. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super(where, null, false, false);
        }
    }

    private int left;

    Fuse(int steps) {
        left = steps;
    }

    /** The bot lives on, for as long as it takes. */
    void renew() {
        left = Integer.MAX_VALUE;
    }

    /** A step of the bot is done. */
    void burn(String where) {
        if (--left <= 0) {
            throw new Killed(where);
        }
    }
}
