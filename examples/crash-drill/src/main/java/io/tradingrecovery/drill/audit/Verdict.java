package io.tradingrecovery.drill.audit;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the audit found; each row is a sentence. Empty lists and zero are what is promised.
 *
 * @param ordersLost orders the exchange took that the bot knows nothing of
 * @param ordersDuplicated orders the bot sent more than once
 * @param ordersMisbooked orders whose fills or whose end the bot has wrong
 * @param positionsDiffering symbols of which the bot believes to hold something else than it does
 * @param unexplainedCash dollars by which the bot's cash differs from the ledger's, never negative
 * @param cashUnknown whether the bot does not know its cash, which counts as a difference
 * @param intentsMissing orders that were sent, or whose intent was acknowledged, without an intent in the journal
 * @param statesMissing acknowledged states that were gone after a kill
 * @param twoBots moments at which two bots were alive
 */
public record Verdict(
        List<String> ordersLost,
        List<String> ordersDuplicated,
        List<String> ordersMisbooked,
        List<String> positionsDiffering,
        BigDecimal unexplainedCash,
        boolean cashUnknown,
        List<String> intentsMissing,
        List<String> statesMissing,
        List<String> twoBots) {

    /** Whether nothing was lost, sent twice, booked wrong or left unexplained. */
    public boolean isClean() {
        return sentences().isEmpty() && unexplainedCash.signum() == 0 && !cashUnknown;
    }

    /** Everything that was found, the cash apart. */
    public List<String> sentences() {
        return Stream.of(
                        ordersLost,
                        ordersDuplicated,
                        ordersMisbooked,
                        positionsDiffering,
                        intentsMissing,
                        statesMissing,
                        twoBots)
                .flatMap(List::stream)
                .toList();
    }
}
