/** A bot that is a module. */
module consumer {
    requires io.tradingrecovery.core;
    requires io.tradingrecovery.providers;
    requires io.tradingrecovery.watchdog;
}
