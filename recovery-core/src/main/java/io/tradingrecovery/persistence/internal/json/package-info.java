/**
 * The JSON of snapshots and journal records: a writer, a strict reader, and a class for each record that holds its fields
 * in both directions. Hand-written streaming, since databind would cost a fresh JVM a fifth of a second before the first
 * record is read. Not API.
 */
package io.tradingrecovery.persistence.internal.json;
