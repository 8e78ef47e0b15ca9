"""What a new user does in the workbench, in small steps: every page is reached by the links that are there."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from browse import drag, log_in

SECONDS = 1000
WORKER_TIME = 60 * SECONDS


class Journey:
    """A user at a page of the workbench, in English."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        page.set_default_timeout(20 * SECONDS)
        expect.set_options(timeout=20 * SECONDS)

    def log_in(self, email: str) -> None:
        """Log in on the page that a visitor is sent to."""
        self.page.goto(self.url)
        log_in(self.page, self.url, email)
        expect(self.page.get_by_role("heading", name="Your studies")).to_be_visible()

    def go_to(self, name: str) -> None:
        """Follow a link beside the study's pages."""
        self.page.get_by_role("navigation", name="The study").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator("[aria-current=page]")).to_have_text(name)

    def take_the_next_step(self, button: str) -> None:
        """Go to the overview and do what it says is next."""
        self.go_to("Overview")
        self.page.get_by_role("region", name="Next step").get_by_role("link", name=button, exact=True).click()

    def send(self, **fields: str) -> None:
        """Fill in the form of the page and send it."""
        for name, value in fields.items():
            field = self.page.locator(f"main .form [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.locator("main .form button.button").click()
        expect(self.page.locator(".message").first).to_be_visible()

    def start_a_study(self, title: str, question: str) -> None:
        """Start a study from the empty list; it asks for municipalities at once."""
        self.page.get_by_role("link", name="Start a study").click()
        self.send(title=title, question=question)
        expect(self.page.get_by_role("heading", name="Municipalities", exact=True)).to_be_visible()

    def add_municipality(self, key: str, name: str) -> None:
        """Add one on the page of municipalities."""
        self.send(key=key, name=name)
        self.expect_row(name)

    def add_collaboration(self, key: str, name: str, form: str, start: str) -> None:
        """Add one on the page of collaborations."""
        self.send(key=key, name=name, form=form, start=start)

    def add_member(self, municipality: str, role: str, start: str) -> None:
        """Put a municipality into the collaboration."""
        self.send(municipality=municipality, role=role, start=start)

    def add_respondent(self, key: str, label: str, municipality: str) -> None:
        """Add somebody who was interviewed."""
        self.send(key=key, label=label, function="IT-chef", municipality=municipality)
        self.expect_row(key)

    def expect_row(self, name: str) -> None:
        """The list of the page has a row that begins with this."""
        expect(self.page.get_by_role("rowheader", name=name, exact=True)).to_be_visible()

    def upload(self, files: list[Path]) -> None:
        """Upload files at once and wait until each is read."""
        self.page.set_input_files("#files", files)
        self.page.get_by_role("button", name="Upload", exact=True).click()
        expect(self.page.get_by_role("link", name="Review names")).to_have_count(len(files))

    def review_names(self, file: str, pseudonyms: Mapping[str, str]) -> None:
        """Accept each name that is proposed, by keyboard; a pseudonym that is named here is written instead.

        A name that another file had is decided already.
        """
        self.page.locator("[data-upload-line]", has_text=file).get_by_role("link", name="Review names").click()
        expect(self.page.locator("#review:focus, #review :focus")).to_have_count(1)
        while self.page.locator("[data-done]").count() == 0:
            decided = self.page.get_by_role("status").filter(has_text="decided")
            before = decided.inner_text()
            card = self.page.locator(".review-form").inner_text()
            name = next((one for one in pseudonyms if one in card), "")
            if name:
                self.page.keyboard.press("e")
                self.page.keyboard.press("Control+a")
                self.page.keyboard.type(pseudonyms[name])
                self.page.keyboard.press("Enter")
            else:
                self.page.keyboard.press("a")
            expect(decided).not_to_have_text(before)
        expect(self.page.locator("[data-done]")).to_be_focused()

    def take_in(self, key: str, respondent: str) -> None:
        """Take the interview in, by keyboard, with consent and a person's word that it is reviewed."""
        self.page.keyboard.press("t")
        self.page.locator(f"[name=respondents][value={respondent}]").check()
        self.page.get_by_label("A person has read the transcript").check()
        self.send(key=key, date="2024-03-15", consent="yes")
        expect(self.page.get_by_text("The interview is taken in")).to_be_visible()

    def open_board(self, interview: str) -> None:
        """Open the coding of an interview from the list."""
        self.go_to("Interviews")
        self.page.get_by_role("link", name=f"Coding {interview}", exact=True).click()
        expect(self.page.locator("[data-reading]")).to_be_visible()

    def code_by_mouse(self, words: str, code: str, valence: str) -> None:
        """Select words, click a code, and click what it does."""
        drag(self.page, words)
        self.page.locator(f"[data-code={code}]").click()
        self.expect_marked(code, words)
        self.page.locator("[data-card]").get_by_role("button", name=valence).click()
        expect(self.page.locator("[data-card]").get_by_role("button", name=valence)).to_have_attribute(
            "aria-pressed", "true"
        )

    def code_turn_by_keyboard(self, turn: int, sought: str, code: str, valence_key: str) -> str:
        """Walk to a turn, mark all of it with a code that is sought, and press a valence; return its words."""
        self.page.locator("[data-reading]").focus()
        for _ in range(turn):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("[data-search]")).to_be_focused()
        self.page.keyboard.type(sought)
        self.page.keyboard.press("Enter")
        self.expect_marked(code, "")
        expect(self.page.locator("[data-reading]")).to_be_focused()
        self.page.keyboard.press(valence_key)
        key = self.page.locator(f"[data-card] [data-key='{valence_key}']")
        expect(key).to_have_attribute("aria-pressed", "true")
        return self.page.locator("[data-text]").nth(turn - 1).inner_text()

    def say_who_by_keyboard(self, key: str, municipality: str) -> None:
        """Say which municipality gets the gain that was marked last; the card asks for it."""
        asked = self.page.get_by_text("Say which municipality it concerns.")
        expect(asked).to_be_visible()
        self.page.keyboard.press(key)
        expect(asked).to_be_hidden()
        chosen = self.page.locator("[data-card]").get_by_role("button", name=municipality)
        expect(chosen).to_have_attribute("aria-pressed", "true")

    def expect_marked(self, code: str, words: str) -> None:
        """The board says what it has marked, and shows its card."""
        name = self.page.locator(f"[data-code={code}] .option-name").text_content()
        expect(self.page.locator("[data-said]")).to_have_text(f"Marked with {name}.")
        expect(self.page.locator("[data-card]")).to_contain_text(words)

    def score(self, factor: str, respondent: str, level: str, reason: str) -> None:
        """Judge one informant on a factor."""
        self.page.get_by_role("navigation", name="Factors").get_by_role("link", name=factor).click()
        line = self.page.locator(f"#r-{respondent}")
        line.get_by_role("radio", name=level, exact=True).check()
        line.get_by_label("Reason").fill(reason)
        line.get_by_role("button", name="Save").click()
        expect(line.locator(".informant-head .tag-good")).to_have_text(level)

    def cell(self, figure: str) -> Locator:
        """The cell of the matrix with this figure."""
        return self.page.locator("td.cell", has=self.page.locator(".cell-figure", has_text=figure))

    def follow_to_the_quote(self, figure: str, quote: str, interview: str) -> None:
        """Open a cell, then the interview at one of its quotes."""
        self.cell(figure).get_by_role("link").click()
        passage = self.page.locator(".passages li", has_text=quote)
        expect(passage.locator("blockquote")).to_have_text(quote)
        passage.get_by_role("link", name=interview).click()
        expect(self.page.locator("[data-card]")).to_contain_text(quote)
        expect(self.page.locator("[data-text] mark", has_text=quote).first).to_be_visible()

    def make_the_evaluation(self) -> None:
        """Ask for it, and wait until the worker has made it."""
        self.page.get_by_role("button", name="Make it").click()
        expect(self.page.get_by_text("up to date")).to_be_visible(timeout=WORKER_TIME)

    def download(self, link: Locator, folder: Path) -> Path:
        """Click, and keep the file that comes."""
        with self.page.expect_download() as coming:
            link.click()
        target = folder / coming.value.suggested_filename
        coming.value.save_as(target)
        return target

    def read_the_report(self, quote: str) -> None:
        """Open the report, find a quote in it, and go back."""
        self.page.get_by_role("link", name="Read the report").click()
        expect(self.page).to_have_url(re.compile(r"report\.html$"))
        expect(self.page.get_by_text(quote).first).to_be_attached()
        self.page.go_back()

    def download_study_folder(self, folder: Path) -> Path:
        """Download the study folder from the overview and unpack it; return where it lies."""
        self.go_to("Overview")
        packed = self.download(self.page.get_by_role("button", name="Download the study folder"), folder)
        with zipfile.ZipFile(packed) as found:
            found.extractall(folder)
        return folder / packed.stem
