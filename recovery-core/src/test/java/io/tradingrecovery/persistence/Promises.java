package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.testkit.States;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a bot tried to keep, and what of it was acknowledged: the one thing that must hold after any failure is that
 * everything acknowledged is there, and nothing is that was never tried. Not thread-safe.
 */
final class Promises {

    private int triedState;
    private int savedState;
    private boolean triedHalt;
    private boolean halted;
    private final Set<String> triedOrders = new LinkedHashSet<>();
    private final Set<String> intendedOrders = new LinkedHashSet<>();
    private final Set<String> triedFills = new LinkedHashSet<>();
    private final Set<String> bookedFills = new LinkedHashSet<>();

    /** The same promises, to be followed separately. */
    Promises copy() {
        Promises copy = new Promises();
        copy.triedState = triedState;
        copy.savedState = savedState;
        copy.triedHalt = triedHalt;
        copy.halted = halted;
        copy.triedOrders.addAll(triedOrders);
        copy.intendedOrders.addAll(intendedOrders);
        copy.triedFills.addAll(triedFills);
        copy.bookedFills.addAll(bookedFills);
        return copy;
    }

    /** The number of the next state; states are saved in the order of their numbers. */
    int trySaving() {
        return ++triedState;
    }

    void trySaving(int state) {
        triedState = Math.max(triedState, state);
    }

    void saved(int state) {
        savedState = Math.max(savedState, state);
    }

    /** The last state whose save was acknowledged; 0 for none. */
    int savedState() {
        return savedState;
    }

    void tryIntending(String clientOrderId) {
        triedOrders.add(clientOrderId);
    }

    void intended(String clientOrderId) {
        intendedOrders.add(clientOrderId);
    }

    /** The bot is about to close an order that it needs no more, so that the journal may forget it. */
    void settling(String clientOrderId) {
        intendedOrders.remove(clientOrderId);
    }

    void tryFilling(String fillId) {
        triedFills.add(fillId);
    }

    void filled(String fillId) {
        bookedFills.add(fillId);
    }

    void tryHalting() {
        triedHalt = true;
    }

    void halted() {
        halted = true;
    }

    /** How many orders were tried so far, for names that are never used twice. */
    int orders() {
        return triedOrders.size();
    }

    /** Checks what a start found against what was promised. */
    void assertKeptBy(LoadResult found, String how) {
        int state = found instanceof Loaded loaded ? States.numberOf(loaded.snapshot()) : 0;
        assertThat(state)
                .as("the state found: %s", how)
                .isGreaterThanOrEqualTo(savedState)
                .isLessThanOrEqualTo(triedState);
        JournalState journal = found.journal().state();
        assertThat(ordersIn(journal))
                .as("the orders found: %s", how)
                .containsAll(intendedOrders)
                .isSubsetOf(triedOrders);
        assertThat(fillsIn(journal))
                .as("the fills found: %s", how)
                .containsAll(bookedFills)
                .isSubsetOf(triedFills);
        if (halted || !triedHalt) {
            assertThat(journal.halt() != null).as("halted: %s", how).isEqualTo(halted);
        }
    }

    private static Set<String> ordersIn(JournalState journal) {
        Set<String> orders = new HashSet<>();
        journal.orders().forEach(journaled -> orders.add(journaled.order().clientOrderId()));
        journal.closed().forEach(closed -> orders.add(closed.clientOrderId()));
        return orders;
    }

    private static Set<String> fillsIn(JournalState journal) {
        Set<String> fills = new HashSet<>();
        journal.orders().stream()
                .map(JournaledOrder::fills)
                .forEach(list -> list.stream().map(Fill::fillId).forEach(fills::add));
        journal.closed().stream().map(ClosedOrder::fillIds).forEach(fills::addAll);
        journal.strayFills().stream().map(Fill::fillId).forEach(fills::add);
        return fills;
    }

    @Override
    public String toString() {
        return "saved " + savedState + " of " + triedState + ", intended " + intendedOrders + " of " + triedOrders
                + ", filled " + bookedFills + " of " + triedFills;
    }
}
