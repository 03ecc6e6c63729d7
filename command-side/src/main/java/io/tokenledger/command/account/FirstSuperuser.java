package io.tokenledger.command.account;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.authentication.lookup.AccountCache;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.eventstore.startup.StartupException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Registers the first superuser of an empty ledger. */
@Component
class FirstSuperuser implements ApplicationRunner {
    private static final int GENERATED_BYTES = 18;

    private final Settings settings;
    private final AccountCache accounts;
    private final PasswordRepository passwords;
    private final CommandGateway commands;
    private final SecureRandom random;

    /**
     * Credentials of the first superuser.
     *
     * @param username username of the first superuser
     * @param password initial password; null or empty to generate one, which is printed once
     */
    @ConfigurationProperties("ledger.bootstrap")
    record Settings(
            @DefaultValue("admin") String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Settings[" + username + "]";
        }
    }

    FirstSuperuser(
            Settings settings,
            AccountCache accounts,
            PasswordRepository passwords,
            CommandGateway commands,
            SecureRandom random) {
        this.settings = settings;
        this.accounts = accounts;
        this.passwords = passwords;
        this.commands = commands;
        this.random = random;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        boolean nobodyYet = accounts.isEmpty();
        if (!nobodyYet && !accounts.lacksSignIns()) {
            return;
        }
        String configured = settings.password();
        boolean generated = configured == null || configured.isEmpty();
        Secret password = Secret.of(configured == null || configured.isEmpty() ? generate() : configured);
        if (!nobodyYet) {
            restorePassword(password, generated);
            return;
        }
        UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
        RegisterAccount first = new RegisterAccount(
                id,
                AccountKind.USER,
                new Username(settings.username()),
                settings.username(),
                null,
                Set.of(InstanceRole.SUPERUSER),
                null,
                null,
                encoded(password));
        if (registerUnlessTaken(first) && generated) {
            show(password);
        }
    }

    /**
     * Sets a new password for the first superuser after the tables were rebuilt from events. Events contain no
     * passwords, so no account could sign in otherwise.
     */
    private void restorePassword(Secret password, boolean generated) {
        accounts.findUser(settings.username())
                .filter(first -> first.mayAct() && first.roles().contains(InstanceRole.SUPERUSER))
                .ifPresent(first -> {
                    commands.sendAndWait(
                            new ChangeAccount(first.accountId(), null, null, null, null, null, encoded(password)));
                    if (generated) {
                        show(password);
                    }
                });
    }

    private PasswordHash encoded(Secret password) {
        try {
            return passwords.encode(password, FirstSuperuser.class);
        } catch (ProblemException refused) {
            throw new StartupException("LEDGER_BOOTSTRAP_PASSWORD is not allowed: "
                    + refused.problem().message());
        }
    }

    /** Registers the account; false if another process that started at the same time registered it first. */
    private boolean registerUnlessTaken(RegisterAccount first) {
        try {
            commands.sendAndWait(first);
            return true;
        } catch (ProblemException taken) {
            if (taken.problem().code() == ProblemCode.USERNAME_TAKEN) {
                return false;
            }
            throw taken;
        }
    }

    /** Prints to the console only, because logs are stored, copied and searched. */
    @SuppressWarnings("SystemOut")
    private void show(Secret password) {
        PrintStream console = System.out;
        console.printf("Bootstrap account: %s  password: %s%n", settings.username(), password.reveal());
    }

    private String generate() {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
