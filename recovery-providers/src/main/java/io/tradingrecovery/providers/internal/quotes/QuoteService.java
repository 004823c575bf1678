package io.tradingrecovery.providers.internal.quotes;

import java.util.List;

/** What is particular to one service. Implementations must be safe for use by many threads. */
public interface QuoteService {

    /** Sends what is needed for these symbols; each gets its outcome once the answers are there. */
    void ask(QuoteCall call, List<String> symbols);

    /** What the service means by an answer, where that differs from the usual meaning of its status. */
    Refusal refusal(Refusal.Words words);
}
