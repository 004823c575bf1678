package io.tradingrecovery.state;

/** The two things recovery needs of a bot. */
public interface TradingEngine {

    /**
     * One consistent copy of everything the bot knows. Called from a thread of the library's while the bot trades; the bot
     * may hold whatever lock it needs meanwhile.
     */
    SystemStateSnapshot snapshot();

    /**
     * Makes the bot continue from this state: all of it, or an exception. It may be called again with a newer state for as
     * long as trading was not allowed yet.
     */
    void restore(SystemStateSnapshot state);
}
