/** What is done in the first hour of an incident: many keys ended at once, and restored or deleted later; leaks reported. */
@NullMarked
package io.tokenledger.command.bulkoperation;

import org.jspecify.annotations.NullMarked;
