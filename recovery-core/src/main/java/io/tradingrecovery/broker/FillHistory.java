package io.tradingrecovery.broker;

import io.tradingrecovery.state.Fill;
import java.util.List;

/** What came of asking for executions. Immutable and safe to share between threads. */
public sealed interface FillHistory {

    /** The fills that were read; they prove nothing about those that are missing. */
    List<Fill> fills();

    /** Every fill of the time that was asked for. */
    record Complete(List<Fill> fills) implements FillHistory {
        public Complete {
            fills = List.copyOf(fills);
        }
    }

    /**
     * Some of the fills.
     *
     * @param fills those that were read
     * @param why what is missing, a sentence for the operator
     */
    record Incomplete(List<Fill> fills, String why) implements FillHistory {
        public Incomplete {
            fills = List.copyOf(fills);
        }
    }

    /**
     * This broker does not tell.
     *
     * @param why a sentence for the operator
     */
    record Unsupported(String why) implements FillHistory {
        @Override
        public List<Fill> fills() {
            return List.of();
        }
    }
}
