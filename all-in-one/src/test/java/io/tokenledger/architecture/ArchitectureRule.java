package io.tokenledger.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.lang.ArchRule;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;

/** The architecture rules. Each is a function of a root package, so that a test can apply it to planted violations. */
enum ArchitectureRule {
    COMMAND_NEVER_IMPORTS_QUERY(root -> noClasses()
            .that()
            .resideInAPackage(root + ".command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".query..")),
    QUERY_NEVER_IMPORTS_COMMAND(root -> noClasses()
            .that()
            .resideInAPackage(root + ".query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".command..")),
    /** The query side sends a message instead, to whichever process verifies credentials. */
    QUERY_NEVER_IMPORTS_AUTHENTICATION(root -> noClasses()
            .that()
            .resideInAPackage(root + ".query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".authentication..")),
    AUTHENTICATION_IMPORTS_NEITHER_SIDE(root -> noClasses()
            .that()
            .resideInAPackage(root + ".authentication..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(root + ".command..", root + ".query..")),
    EVENTS_DEPEND_ON_NO_FRAMEWORK(root -> noClasses()
            .that()
            .resideInAPackage(root + ".events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.axonframework..")),
    DOMAIN_DEPENDS_ON_EVENTS_ONLY(root -> noClasses()
            .that()
            .resideInAPackage(root + ".domain..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.tokenledger.domain..",
                    root + ".domain..",
                    "io.tokenledger.events..",
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..")),
    /** A copy of a business rule would use the constants that only the rule in {@code domain} needs. */
    BUSINESS_RULES_EXIST_ONCE(root -> noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackages(
                    "io.tokenledger.domain..", "io.tokenledger.events..", "io.tokenledger.historygenerator..")
            .and()
            .doNotHaveSimpleName("SignalRules") // lists reasons and decides about none
            .should()
            .accessField(TokenCreation.class, "ADMINS_ONLY")
            .orShould()
            .accessField(TokenCreation.class, "FORBIDDEN")
            .orShould()
            .callMethod(TokenCreation.class, "ordinal")
            .orShould()
            .accessField(UseRefusalReason.class, "DEACTIVATED")
            .orShould()
            .accessField(UseRefusalReason.class, "EXPIRED")),
    /** Tests compare generated histories with the results of both sides, so the generator must not use their code. */
    HISTORY_GENERATOR_IMPORTS_NEITHER_SIDE(root -> noClasses()
            .that()
            .resideInAPackage(root + ".historygenerator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(root + ".command..", root + ".query..", root + ".api..")),
    READ_MODELS_DO_NOT_IMPORT_EACH_OTHER(root -> slices().matching(root + ".query.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    alwaysTrue(),
                    resideInAnyPackage(
                            "..query.freshness..",
                            "..query.asof..",
                            "..query.idempotency..",
                            "..query.operatoraudit..",
                            "..query.paging..",
                            "..query.projection..",
                            "..query.sql.."))
            .ignoreDependency(
                    resideInAnyPackage("..query.auditstreaming.."), resideInAnyPackage("..query.audittrail.."))
            .ignoreDependency( // a case shows what other read models know, and hands it over
                    resideInAnyPackage("..query.incidentcase.."),
                    resideInAnyPackage(
                            "..query.audittrail..",
                            "..query.bulkoperation..",
                            "..query.exposure..",
                            "..query.replay.."))),
    /** Each statement is found in the repository of its read model. */
    SQL_IS_NOT_IN_ENDPOINTS(root -> noClasses()
            .that()
            .resideInAPackage(root + ".query..")
            .and()
            .haveNameMatching(".*(Endpoint|QueryHandler)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.jdbc..")),
    /** {@code event-store.yml} excludes the configurations that would create proxies, so these would have no effect. */
    BEANS_NEED_NO_PROXIES(root -> noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.aspectj..",
                    "org.springframework.cache.annotation..",
                    "org.springframework.transaction.annotation..",
                    "org.springframework.transaction.event..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Async.class)),
    BEAN_METHODS_HAVE_NO_PROXIES(root -> noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .beAnnotatedWith(describe("proxies of its bean methods", ArchitectureRule::proxiesBeanMethods))),
    PACKAGES_HAVE_NO_CYCLES(
            root -> slices().matching(root + ".(*).(*)..").should().beFreeOfCycles()),
    NO_CLASS_READS_THE_SYSTEM_CLOCK(root -> noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(LocalDateTime.class, "now")),
    SECRETS_ARE_REVEALED_IN_FEW_PLACES(root -> noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackages(
                    "io.tokenledger.api.credential..",
                    "io.tokenledger.authentication.signing..",
                    "io.tokenledger.command.login..",
                    "io.tokenledger.command.account..",
                    "io.tokenledger.command.token..",
                    "io.tokenledger.command.zenmlworkspace..",
                    "io.tokenledger.query.notice.calendar..",
                    "io.tokenledger.console.client..",
                    "io.tokenledger.console.token..")
            .and()
            .doNotHaveSimpleName("ConsoleSecret")
            .and()
            .doNotHaveSimpleName("IntrospectionEndpoint")
            .and()
            .doNotHaveSimpleName("SessionCookie")
            .and()
            .doNotHaveSimpleName("WebhookSecret")
            .should()
            .callMethod(Secret.class, "reveal"));

    private final Function<String, ArchRule> rule;

    ArchitectureRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    ArchRule against(String root) {
        return rule.apply(root);
    }

    private static boolean proxiesBeanMethods(JavaAnnotation<?> annotation) {
        return Set.of(Configuration.class.getName(), SpringBootApplication.class.getName())
                        .contains(annotation.getRawType().getName())
                && !annotation.get("proxyBeanMethods").equals(Optional.of(false));
    }
}
