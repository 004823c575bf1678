package io.tradingrecovery.drill.audit;

import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.util.List;
import java.util.Set;

/**
 * All that the audit judges by.
 *
 * @param ledger the exchange's, from its beginning: the truth
 * @param books the bot's
 * @param acknowledgedIntents client order ids whose intent the library had acknowledged as durable, as the bot noted at once;
 *     those that the drill itself cut off afterwards are not among them
 * @param lives the lives that ended by a kill, with files that nobody damaged
 * @param twoBots the moments at which two bots were alive, as sentences
 */
public record Evidence(
        List<LedgerEntry> ledger,
        BotBooks books,
        Set<String> acknowledgedIntents,
        List<KilledLife> lives,
        List<String> twoBots) {

    public Evidence {
        ledger = List.copyOf(ledger);
        acknowledgedIntents = Set.copyOf(acknowledgedIntents);
        lives = List.copyOf(lives);
        twoBots = List.copyOf(twoBots);
    }
}
