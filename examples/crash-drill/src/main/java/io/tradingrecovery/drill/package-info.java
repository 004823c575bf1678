/**
 * The crash drill: a real bot in its own process trades real historical prices on an exchange in another, while both, their
 * files and their supervisor are killed, damaged and cut off; in the end the books must agree to the cent.
 */
@NullMarked
package io.tradingrecovery.drill;

import org.jspecify.annotations.NullMarked;
