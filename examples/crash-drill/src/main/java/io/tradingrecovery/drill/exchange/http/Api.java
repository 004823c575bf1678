package io.tradingrecovery.drill.exchange.http;

import io.tradingrecovery.drill.exchange.fault.Target;

/** What one provider's clients may ask. Safe for use by many threads. */
interface Api {

    /** Which faults are for it. */
    Target target();

    /** Whether a path is one of its own. */
    boolean serves(String path);

    /** The answer. */
    Reply answer(Request request) throws BadRequestException;

    /** What a client hears that asked too often. */
    Reply tooMany();

    /** What a client hears whose request can't be understood. */
    Reply bad(String reason);
}
