package dev.fettle.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fettle.kit.TestHome;
import dev.fettle.verb.DigestVerb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told leads to where one reads more.
class LinksTest {
    @TempDir private Path place;
    @AutoClose private TestHome home;

    @BeforeEach
    void a_home_with_a_broken_job() throws IOException {
        home = TestHome.in(place);
        home.automation("job", "run: ./go.sh").script("job", "exit 1");
    }

    @Test
    void an_alert_leads_to_its_automation_at_the_url_by_which_others_reach_the_page()
            throws Exception {
        assertThat(links("web: off\nurl: https://nas.lan/fettle/\n"))
                .containsExactly("https://nas.lan/fettle/automations/job");
        home.automation("copy", "watch: ../../inbox\nrun: ./go.sh {input}\naccept: [json]");
        home.run("copy", home.drop("bad.json", "{"));
        home.workshop().lookAtWhatIsRecorded();
        assertThat(links()).last().isEqualTo("https://nas.lan/fettle/automations/copy");
        new DigestVerb(home.workshop()).send();
        assertThat(links()).last().isEqualTo("https://nas.lan/fettle/");
    }

    @Test
    void without_one_it_leads_to_where_the_page_is_served() throws Exception {
        assertThat(links("")).containsExactly("http://127.0.0.1:8484/automations/job");
    }

    @Test
    void where_no_page_is_served_there_is_no_link() throws Exception {
        assertThat(links("web: off\n")).containsExactly("none");
    }

    private List<String> links(String settings) throws Exception {
        Files.writeString(home.root().resolve("fettle.yaml"), settings);
        home.run("job");
        home.workshop().lookAtWhatIsRecorded();
        return links();
    }

    private List<String> links() throws IOException {
        return home.workshop()
                .store()
                .read(sql ->
                        sql.list(
                                "SELECT coalesce(link, 'none') AS link FROM message ORDER BY seq",
                                row -> row.text("link")));
    }
}
