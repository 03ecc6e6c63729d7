package io.tokenledger.allinone.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Chromium, driven by Playwright. A page that reports an error, violates the Content-Security-Policy or has a serious
 * problem of accessibility fails its test.
 */
final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("../web-console/target/screenshots");
    /** Rejected forms are expected; the tools that look at a page violate its policy themselves. */
    private static final List<String> IGNORED = List.of("Failed to load resource", "Content Security Policy");

    /** Four or five hours behind UTC, so that a time in the wrong zone is noticed. */
    private static final String ZONE = "America/New_York";

    private static final int WIDE = 1440;
    private static final int NARROW = 390;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of("--no-sandbox")));
    private final String url;
    private final BrowserContext context;
    private final Page page;
    private final List<String> problems = new ArrayList<>();

    /** A limit for tests that hang. A page may wait for projections, or reload after seconds. */
    private static final double PATIENCE_MS = 60_000;

    Browser(String url) {
        this.url = url;
        this.context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(url)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setReducedMotion(ReducedMotion.REDUCE) // a picture never shows half of a transition
                .setTimezoneId(ZONE)
                .setViewportSize(WIDE, 900));
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && IGNORED.stream().noneMatch(message.text()::contains)) {
                problems.add(message.text());
            }
        });
        page.onPageError(problems::add);
        page.addInitScript("addEventListener('securitypolicyviolation', event =>"
                + " (window.violations ||= []).push(event.violatedDirective + ' ' + event.sourceFile))");
    }

    Page page() {
        return page;
    }

    /** Signs an account in whose password is that of all tests, by the keyboard. */
    void signIn(String username) {
        page.navigate("/");
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password").fill(LedgerUnderTest.PASSWORD);
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page).hasURL(url + "/console/tokens");
    }

    Locator button(String name) {
        return named(AriaRole.BUTTON, name);
    }

    Locator link(String name) {
        return named(AriaRole.LINK, name);
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Looks at the page: problems so far, accessibility, and screenshots at two widths, light and dark. */
    void inspect(String name) {
        Object violations = page.evaluate("window.violations || []");
        if (!violations.equals(List.of())) {
            throw new AssertionError(name + " violates its Content-Security-Policy: " + violations);
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(NARROW, WIDE)) {
                page.setViewportSize(width, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(SCREENSHOTS.resolve(
                                name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
                requireNoSidewaysScrolling(name, width);
            }
            List<String> serious = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                            .map(Browser::described)
                            .toList();
            if (!serious.isEmpty()) {
                throw new AssertionError(name + " in " + scheme + ": " + serious);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.evaluate("window.violations = []"); // those of the tools
        if (!problems.isEmpty()) {
            throw new AssertionError(name + ": " + problems);
        }
    }

    /** Everything that the browser keeps for the ledger's pages, but cookies. */
    String storage() {
        return (String) page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})");
    }

    @Override
    public void close() {
        context.close();
        chromium.close();
        playwright.close();
    }

    private void requireNoSidewaysScrolling(String name, int width) {
        int needed = (int) page.evaluate("document.documentElement.scrollWidth");
        if (needed > width) {
            throw new AssertionError(name + " needs " + needed + " pixels of " + width);
        }
    }

    private static String described(Rule rule) {
        return rule.getId() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    private static Path executable() {
        return candidates()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Install Chromium: apt-get install chromium"));
    }

    private static Stream<Path> candidates() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin").resolve(name));
    }
}
