package io.tradingrecovery.drill.conductor;

/** What a round breaks, and how the bot comes back from it. */
enum DrillFault {
    /** The bot is killed at a random moment. */
    SIGKILL_BOT(Comeback.NEW_LIFE),
    /** The bot is killed after an order's intent is durable and before it is sent. */
    KILL_BEFORE_SEND(Comeback.NEW_LIFE),
    /** The bot is killed while its order is on the way; the exchange takes it afterwards. */
    KILL_IN_FLIGHT(Comeback.NEW_LIFE),
    /** The bot is killed after the exchange answered and before the answer is recorded. */
    KILL_AFTER_ANSWER(Comeback.NEW_LIFE),
    /** The watchdog is killed and started again: it must adopt the bot. */
    SIGKILL_WATCHDOG(Comeback.TRADES_ON),
    /** Both are killed. */
    SIGKILL_BOTH(Comeback.NEW_LIFE),
    /** The bot's loop stands still while the process lives. */
    HANG_BOT(Comeback.NEW_LIFE),
    /** The bot is killed and bytes of its newest snapshot are flipped. */
    FLIP_BYTES(Comeback.NEW_LIFE),
    /** The bot is killed and its newest snapshot is cut in the middle. */
    TRUNCATE_SNAPSHOT(Comeback.NEW_LIFE),
    /** The bot is killed and its two newest snapshots are damaged. */
    DAMAGE_TWO_BACKUPS(Comeback.NEW_LIFE),
    /** The bot is killed and the end of its journal is cut off. */
    CUT_JOURNAL(Comeback.NEW_LIFE),
    /** Nothing can be written for a while. */
    FULL_DISK(Comeback.TRADES_ON),
    /** The bot is killed while nothing can be written. */
    KILL_ON_FULL_DISK(Comeback.NEW_LIFE),
    /** The exchange takes an order and drops the answer. */
    DROP_ANSWER(Comeback.LEARNS_ORDER_ARRIVED),
    /** The connection breaks before an order is taken. */
    DROP_ORDER(Comeback.LEARNS_ORDER_NEVER_ARRIVED),
    /** Two of the three data providers are away. */
    PROVIDERS_AWAY(Comeback.TRADES_ON),
    /** The exchange is killed and comes back after a while. */
    EXCHANGE_AWAY(Comeback.TRADES_ON),
    /** The bot is killed, and comes back to an exchange that fails, is slow and limits requests. */
    KILL_INTO_TROUBLE(Comeback.NEW_LIFE),
    /** The bot is killed, and money comes in before it is back. */
    DEPOSIT_WHILE_DOWN(Comeback.NEW_LIFE);

    /** What ends a round. */
    enum Comeback {
        /** The gate opens in a new process. */
        NEW_LIFE,
        /** The same process sends an order. */
        TRADES_ON,
        /** The same process hears that the order whose answer was lost is at the exchange. */
        LEARNS_ORDER_ARRIVED,
        /** The same process hears that it is not. */
        LEARNS_ORDER_NEVER_ARRIVED
    }

    private final Comeback comeback;

    DrillFault(Comeback comeback) {
        this.comeback = comeback;
    }

    Comeback comeback() {
        return comeback;
    }

    /** Whether the bot must come back as a new process. */
    boolean restarts() {
        return comeback == Comeback.NEW_LIFE;
    }

    /** Whether it is a kill and nothing else, of which the watchdog can know at once. */
    boolean isPlainKill() {
        return switch (this) {
            case SIGKILL_BOT,
                    KILL_BEFORE_SEND,
                    KILL_IN_FLIGHT,
                    KILL_AFTER_ANSWER,
                    KILL_INTO_TROUBLE,
                    KILL_ON_FULL_DISK -> true;
            default -> false;
        };
    }

    /** Whether the fault destroys what the library had acknowledged. */
    boolean damagesFiles() {
        return switch (this) {
            case FLIP_BYTES, TRUNCATE_SNAPSHOT, DAMAGE_TWO_BACKUPS, CUT_JOURNAL -> true;
            default -> false;
        };
    }
}
