/**
 * The operator's command line over {@link io.tradingrecovery.persistence.StateMaintenance} and {@link
 * io.tradingrecovery.recovery.RecoveryRecords}; {@link io.tradingrecovery.tool.RecoveryTool} is its entry. The one package
 * that prints. Not API.
 */
package io.tradingrecovery.tool;
