package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.persistence.internal.json.AccountJson;
import io.tradingrecovery.persistence.internal.json.ClosedOrderJson;
import io.tradingrecovery.persistence.internal.json.FillJson;
import io.tradingrecovery.persistence.internal.json.JournaledOrderJson;
import io.tradingrecovery.persistence.internal.json.JsonFormatException;
import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.json.Optionals;
import io.tradingrecovery.persistence.internal.json.OrderJson;
import io.tradingrecovery.persistence.internal.json.PositionJson;
import io.tradingrecovery.persistence.internal.json.RiskLimitsJson;
import io.tradingrecovery.persistence.internal.json.SessionJson;
import io.tradingrecovery.persistence.internal.json.TradingHaltJson;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.LostRange;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingHalt;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Version 1 of the snapshot format, in both directions; docs/file-format.md describes it. */
final class SnapshotFormat1 implements SnapshotFormat {

    static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    static void write(JsonWriter out, SnapshotDocument document) {
        JournalPosition position = document.position();
        out.name("sequence").number(document.sequence());
        out.name("journalEpoch").text(HexFormat.of().toHexDigits(position.epoch()));
        out.name("journalSequence").number(position.synced());
        out.name("journalApplied").number(position.applied());
        out.name("takenAt").instant(document.state().takenAt());
        if (document.provenance().restoredFrom() != null) {
            out.name("restoredFrom").number(document.provenance().restoredFrom());
        }
        Optionals.list(out, "lostRecords", document.provenance().lost(), SnapshotFormat1::writeLost);
        out.name("state");
        writeState(out, document.state());
        JournalState journal = document.journal();
        Optionals.list(out, "journaledOrders", journal.orders(), JournaledOrderJson::write);
        Optionals.list(out, "closedOrders", journal.closed(), ClosedOrderJson::write);
        Optionals.list(out, "strayFills", journal.strayFills(), FillJson::write);
        Optionals.object(out, "halt", journal.halt(), TradingHaltJson::write);
    }

    private static void writeLost(JsonWriter out, LostRange lost) {
        out.beginObject();
        out.name("first").number(lost.first());
        out.name("last").number(lost.last());
        out.endObject();
    }

    private static void writeState(JsonWriter out, SystemStateSnapshot state) {
        out.beginObject();
        Optionals.list(out, "positions", state.positions(), PositionJson::write);
        Optionals.list(out, "orders", state.orders(), OrderJson::write);
        Optionals.list(out, "fills", state.fills(), FillJson::write);
        Optionals.object(out, "account", state.account(), AccountJson::write);
        Optionals.object(out, "riskLimits", state.riskLimits(), RiskLimitsJson::write);
        Optionals.object(out, "session", state.session(), SessionJson::write);
        Optionals.objects(out, "sections", state.sections(), (json, section) -> json.raw(section.json()));
        out.endObject();
    }

    @Override
    public SnapshotDocument read(JsonReader in) throws IOException {
        Long sequence = null;
        String epoch = null;
        Long synced = null;
        Long applied = null;
        Instant takenAt = null;
        Long restoredFrom = null;
        List<LostRange> lost = null;
        SystemStateSnapshot.Builder state = null;
        List<JournaledOrder> orders = null;
        List<ClosedOrder> closed = null;
        List<Fill> strayFills = null;
        TradingHalt halt = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "sequence" -> sequence = in.number(sequence);
                case "journalEpoch" -> epoch = in.text(epoch);
                case "journalSequence" -> synced = in.number(synced);
                case "journalApplied" -> applied = in.number(applied);
                case "takenAt" -> takenAt = in.instant(takenAt);
                case "restoredFrom" -> restoredFrom = in.number(restoredFrom);
                case "lostRecords" -> lost = in.list(lost, SnapshotFormat1::readLost);
                case "state" -> {
                    Instant time = in.required(takenAt, "takenAt");
                    state = in.object(state, value -> readState(value, time));
                }
                case "journaledOrders" -> orders = in.list(orders, JournaledOrderJson::read);
                case "closedOrders" -> closed = in.list(closed, ClosedOrderJson::read);
                case "strayFills" -> strayFills = in.list(strayFills, FillJson::read);
                case "halt" -> halt = in.object(halt, TradingHaltJson::read);
                default -> throw in.unknown(field);
            }
        }
        return new SnapshotDocument(
                in.required(sequence, "sequence"),
                new JournalPosition(
                        epoch(in.required(epoch, "journalEpoch")),
                        in.required(synced, "journalSequence"),
                        in.required(applied, "journalApplied")),
                new Provenance(restoredFrom, orEmpty(lost)),
                in.required(state, "state").build(),
                new JournalState(orEmpty(orders), orEmpty(closed), orEmpty(strayFills), halt));
    }

    private static long epoch(String hex) throws JsonFormatException {
        try {
            return HexFormat.fromHexDigitsToLong(hex);
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("/journalEpoch is " + hex + ", which is no hexadecimal number", e);
        }
    }

    private static LostRange readLost(JsonReader in) throws IOException {
        Long first = null;
        Long last = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "first" -> first = in.number(first);
                case "last" -> last = in.number(last);
                default -> throw in.unknown(field);
            }
        }
        return new LostRange(in.required(first, "first"), in.required(last, "last"));
    }

    private static SystemStateSnapshot.Builder readState(JsonReader in, Instant takenAt) throws IOException {
        List<Position> positions = null;
        List<Order> orders = null;
        List<Fill> fills = null;
        AccountState account = null;
        RiskLimits riskLimits = null;
        SessionMetadata session = null;
        SortedMap<String, StrategySection> sections = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "positions" -> positions = in.list(positions, PositionJson::read);
                case "orders" -> orders = in.list(orders, OrderJson::read);
                case "fills" -> fills = in.list(fills, FillJson::read);
                case "account" -> account = in.object(account, AccountJson::read);
                case "riskLimits" -> riskLimits = in.object(riskLimits, RiskLimitsJson::read);
                case "session" -> session = in.object(session, SessionJson::read);
                case "sections" -> sections = in.map(sections, value -> new StrategySection(value.raw()));
                default -> throw in.unknown(field);
            }
        }
        SystemStateSnapshot.Builder state = SystemStateSnapshot.builder(takenAt)
                .positions(orEmpty(positions))
                .orders(orEmpty(orders))
                .fills(orEmpty(fills))
                .account(account)
                .riskLimits(riskLimits)
                .session(session);
        (sections == null ? Collections.<String, StrategySection>emptySortedMap() : sections).forEach(state::section);
        return state;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
