package io.tradingrecovery.drill.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    private static final Set<DrillFault> ALL = EnumSet.allOf(DrillFault.class);

    @Test
    void isDecidedByTheSeedAlone() {
        assertThat(FaultSchedule.of(7, 50, ALL)).isEqualTo(FaultSchedule.of(7, 50, ALL));
        assertThat(FaultSchedule.of(7, 50, ALL).rounds())
                .isNotEqualTo(FaultSchedule.of(8, 50, ALL).rounds());
    }

    @Test
    void playsEveryFaultBeforeAnyTwice() {
        int kinds = ALL.size();
        assertThat(FaultSchedule.of(3, 2 * kinds, ALL).rounds().subList(0, kinds))
                .extracting(FaultSchedule.Planned::fault)
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void keepsToTheFaultsThatWereAskedFor() {
        Set<DrillFault> asked = EnumSet.of(DrillFault.HANG_BOT, DrillFault.CUT_JOURNAL);
        assertThat(FaultSchedule.of(3, 9, asked).rounds())
                .hasSize(9)
                .extracting(FaultSchedule.Planned::fault)
                .isSubsetOf(asked);
    }
}
