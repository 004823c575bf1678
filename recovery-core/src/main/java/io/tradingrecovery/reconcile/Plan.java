package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recovery would do, before anything is done; {@link #toString} is a page for an operator. Immutable and safe to share
 * between threads.
 *
 * @param strategy which way is taken
 * @param findings every inconsistency, the heaviest first
 * @param proposed the state to go on with; absent where a {@link Severity#FATAL} finding allows none
 * @param changed whether the proposed state differs from the saved one in more than its time and market values
 * @param newFills executions that the engine's copy had not booked, real and inferred
 * @param adoptedOrders orders that the engine's copy did not have, as proposed
 * @param closedOrders orders that were open in what was saved and have ended, as proposed
 * @param positions every instrument whose quantity or average price changes, by symbol
 * @param cash every currency whose balance changes, by currency
 * @param accountBefore the saved account; absent where none was saved
 * @param accountAfter the broker's account
 */
public record Plan(
        Strategy strategy,
        List<Inconsistency> findings,
        @Nullable SystemStateSnapshot proposed,
        boolean changed,
        List<Fill> newFills,
        List<Order> adoptedOrders,
        List<Order> closedOrders,
        List<PositionChange> positions,
        List<CashChange> cash,
        @Nullable AccountState accountBefore,
        AccountState accountAfter) {

    public Plan {
        findings = List.copyOf(findings);
        newFills = List.copyOf(newFills);
        adoptedOrders = List.copyOf(adoptedOrders);
        closedOrders = List.copyOf(closedOrders);
        positions = List.copyOf(positions);
        cash = List.copyOf(cash);
    }

    /** The heaviest finding; {@link Severity#INFO} where there is none. */
    public Severity severity() {
        return findings.isEmpty() ? Severity.INFO : findings.get(0).severity();
    }

    /** Whether a person would have to decide, now or once nothing settles any more. */
    public boolean needsReview() {
        return severity() == Severity.REVIEW;
    }

    /** The findings that a person would have to decide. */
    public List<Inconsistency> review() {
        return findings.stream()
                .filter(found -> found.severity() == Severity.REVIEW)
                .toList();
    }

    /** Whether something that a person would have to decide may still settle by itself, so that looking again comes first. */
    public boolean settling() {
        return findings.stream().anyMatch(found -> found.severity() == Severity.REVIEW && found.settles());
    }

    /**
     * SHA-256 in hexadecimal over the content, without messages and times, of what a person would have to decide. Two plans
     * with the same digest ask the same decision.
     */
    public String digest() {
        return PlanDigest.of(findings);
    }

    /** The plan as a page of text. */
    @Override
    public String toString() {
        return PlanText.of(this);
    }
}
