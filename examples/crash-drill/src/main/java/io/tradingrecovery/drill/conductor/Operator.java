package io.tradingrecovery.drill.conductor;

import java.util.List;

/** What a person does in the field. */
interface Operator {

    /** Looks at the reports of a round, in order, and acts where only a person may. */
    void look(List<ReportNote> reports);

    /** How often the operator has acted. */
    int approvals();
}
