package io.tradingrecovery.persistence.internal.orders;

import io.tradingrecovery.persistence.internal.journal.RecordType;
import io.tradingrecovery.persistence.internal.json.FillJson;
import io.tradingrecovery.persistence.internal.json.JsonFormatException;
import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.json.Optionals;
import io.tradingrecovery.persistence.internal.json.OrderJson;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Answer;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Cancel;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.ClearHalt;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Closed;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Filled;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Halt;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Note;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Outcome;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Replace;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Request;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Submit;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.io.IOException;
import java.time.Instant;

/** A journal event as the payload of a record, whose type says which event it is. Stateless. */
public final class JournalEventJson {

    private static final int USUAL_BYTES = 512;
    private static final int MAX_BYTES = 1 << 20;

    private JournalEventJson() {}

    /** The record type an event is written as. */
    public static RecordType typeOf(JournalEvent event) {
        if (event instanceof Submit) {
            return RecordType.SUBMIT;
        } else if (event instanceof Replace) {
            return RecordType.REPLACE;
        } else if (event instanceof Cancel) {
            return RecordType.CANCEL;
        } else if (event instanceof Answer) {
            return RecordType.ANSWER;
        } else if (event instanceof Filled) {
            return RecordType.FILL;
        } else if (event instanceof Closed) {
            return RecordType.CLOSED;
        } else if (event instanceof Halt) {
            return RecordType.HALT;
        } else if (event instanceof ClearHalt) {
            return RecordType.CLEAR_HALT;
        }
        return RecordType.NOTE;
    }

    /**
     * An event's payload.
     *
     * @throws JsonWriter.TooLargeException if it is larger than a record can be
     */
    public static byte[] write(JournalEvent event) {
        JsonWriter out = new JsonWriter(USUAL_BYTES, MAX_BYTES);
        out.beginObject().name("at").instant(event.at());
        if (event instanceof Submit submit) {
            OrderJson.write(out.name("order"), submit.order());
        } else if (event instanceof Replace replace) {
            OrderJson.write(out.name("order"), replace.order());
        } else if (event instanceof Cancel cancel) {
            out.name("clientOrderId").text(cancel.clientOrderId());
        } else if (event instanceof Answer answer) {
            writeAnswer(out, answer);
        } else if (event instanceof Filled filled) {
            FillJson.write(out.name("fill"), filled.fill());
        } else if (event instanceof Closed closed) {
            out.name("clientOrderId").text(closed.clientOrderId());
            out.name("status").constant(closed.status());
            Optionals.text(out, "reason", closed.reason());
        } else if (event instanceof Halt halt) {
            out.name("reason").text(halt.reason());
        } else if (event instanceof ClearHalt clear) {
            out.name("by").text(clear.by());
        } else if (event instanceof Note note) {
            out.name("text").text(note.text());
        }
        out.endObject().requireWithinLimit();
        return out.toByteArray();
    }

    private static void writeAnswer(JsonWriter out, Answer answer) {
        out.name("request").constant(answer.request());
        out.name("clientOrderId").text(answer.clientOrderId());
        out.name("outcome").constant(answer.outcome());
        Optionals.text(out, "brokerOrderId", answer.brokerOrderId());
        Optionals.text(out, "code", answer.code());
        Optionals.text(out, "reason", answer.reason());
    }

    /**
     * The event that a record holds.
     *
     * @throws IOException if the payload is none of this type, naming the field
     */
    public static JournalEvent read(RecordType type, byte[] payload) throws IOException {
        try (JsonReader in = new JsonReader(payload, 0)) {
            JournalEvent event = read(type, in);
            in.endDocument();
            return event;
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("A " + type + " record can't be read: " + e.getMessage(), e);
        }
    }

    private static JournalEvent read(RecordType type, JsonReader in) throws IOException {
        Instant at = null;
        Order order = null;
        Fill fill = null;
        String clientOrderId = null;
        Request request = null;
        Outcome outcome = null;
        String brokerOrderId = null;
        OrderStatus status = null;
        String code = null;
        String reason = null;
        String by = null;
        String text = null;
        in.beginObject();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "at" -> at = in.instant(at);
                case "order" -> order = in.object(order, OrderJson::read);
                case "fill" -> fill = in.object(fill, FillJson::read);
                case "clientOrderId" -> clientOrderId = in.text(clientOrderId);
                case "request" -> request = in.constant(request, Request.class);
                case "outcome" -> outcome = in.constant(outcome, Outcome.class);
                case "brokerOrderId" -> brokerOrderId = in.text(brokerOrderId);
                case "status" -> status = in.constant(status, OrderStatus.class);
                case "code" -> code = in.text(code);
                case "reason" -> reason = in.text(reason);
                case "by" -> by = in.text(by);
                case "text" -> text = in.text(text);
                default -> throw in.unknown(field);
            }
        }
        Instant time = in.required(at, "at");
        return switch (type) {
            case SUBMIT -> new Submit(time, in.required(order, "order"));
            case REPLACE -> new Replace(time, in.required(order, "order"));
            case CANCEL -> new Cancel(time, in.required(clientOrderId, "clientOrderId"));
            case ANSWER ->
                new Answer(
                        time,
                        in.required(request, "request"),
                        in.required(clientOrderId, "clientOrderId"),
                        in.required(outcome, "outcome"),
                        brokerOrderId,
                        code,
                        reason);
            case FILL -> new Filled(time, in.required(fill, "fill"));
            case CLOSED ->
                new Closed(time, in.required(clientOrderId, "clientOrderId"), in.required(status, "status"), reason);
            case HALT -> new Halt(time, in.required(reason, "reason"));
            case CLEAR_HALT -> new ClearHalt(time, in.required(by, "by"));
            case NOTE -> new Note(time, in.required(text, "text"));
            case WITNESS -> throw new JsonFormatException("A WITNESS record holds no event");
        };
    }
}
