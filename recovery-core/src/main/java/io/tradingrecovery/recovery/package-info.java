/** From what was saved to a state that the broker confirms: recovery, its report, the gate of trading, and alerts. */
package io.tradingrecovery.recovery;
