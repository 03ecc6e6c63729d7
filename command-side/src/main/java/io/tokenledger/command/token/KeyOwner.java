package io.tokenledger.command.token;

import java.util.UUID;

/** Whose API keys a request is about: the service account's that its path names, else the caller's. */
record KeyOwner(UUID accountId) {}
