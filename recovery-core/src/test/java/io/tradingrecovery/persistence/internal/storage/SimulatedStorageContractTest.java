package io.tradingrecovery.persistence.internal.storage;

/** The contract, on the simulator. */
final class SimulatedStorageContractTest extends StorageContract {

    @Override
    Storage open() {
        return new SimulatedStorage();
    }
}
