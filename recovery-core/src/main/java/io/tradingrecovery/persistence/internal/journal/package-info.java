/**
 * The journal log: records of opaque bytes, durable in groups. Written by {@link
 * io.tradingrecovery.persistence.internal.journal.JournalWriter}, read by {@link
 * io.tradingrecovery.persistence.internal.journal.JournalReader}. Not API.
 */
package io.tradingrecovery.persistence.internal.journal;
