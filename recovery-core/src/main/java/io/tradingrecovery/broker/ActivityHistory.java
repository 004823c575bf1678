package io.tradingrecovery.broker;

import java.util.List;

/** What came of asking for account activities. Immutable and safe to share between threads. */
public sealed interface ActivityHistory {

    /** The activities that were read; they prove nothing about those that are missing. */
    List<Activity> activities();

    /** Every activity of the time that was asked for. */
    record Complete(List<Activity> activities) implements ActivityHistory {
        public Complete {
            activities = List.copyOf(activities);
        }
    }

    /**
     * Some of the activities.
     *
     * @param activities those that were read
     * @param why what is missing, a sentence for the operator
     */
    record Incomplete(List<Activity> activities, String why) implements ActivityHistory {
        public Incomplete {
            activities = List.copyOf(activities);
        }
    }

    /**
     * This broker does not tell.
     *
     * @param why a sentence for the operator
     */
    record Unsupported(String why) implements ActivityHistory {
        @Override
        public List<Activity> activities() {
            return List.of();
        }
    }
}
