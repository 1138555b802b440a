"""The Country, Initiative and Compare pages, read without a browser."""

from __future__ import annotations

import html
import re

import pytest

from tests.app.conftest import words
from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in


@pytest.fixture
def read(visit):
    """Open a page under the given address parameters and return all its words."""

    def opened(page, **query):
        visitor = visit(**query)
        visitor.open_page(page)
        assert not visitor.app.exception
        return visitor.html_words

    return opened


def test_the_country_page_says_what_the_country_is_in_and_since_when(read):
    text = read("country", country="HND")
    assert "Central America Regional Security Initiative partner since 2010" in text
    assert "TIGRES operations base" in text
    assert "Lepaterique" in text
    assert "no evidence found" in text
    assert "The same goals next door" in text
    assert "El Salvador" in text


RUNNING_TOTAL = {"scope": "initiative", "adds_over": "", "stage": "appropriated"}
OF_BETA = {"initiative_id": "BETA"}


@pytest.fixture
def small(tiny_pages):
    """Two initiatives that follow each other, with a running total each, and country lines."""
    tiny_pages(
        countries=FIVE_PARTNERS,
        initiatives=[{"succeeded_by": "BETA"}, BETA],
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        members=[
            {"iso3": "GTM"},
            {"iso3": "HND"},
            {"iso3": "MEX"},
            OF_BETA | {"iso3": "HND"},
        ],
        programs=[
            *programs_in("HND", 2, goal_ids="ALPHA-1", description="Trains from coast to coast."),
            *programs_in("GTM", 3, goal_ids="ALPHA-2"),
            *programs_in("GTM;HND", 1, scope="regional", **OF_BETA),
        ],
        series=[
            {"title": "Country lines (GAO)"},
            {"series_id": "alpha", "initiative_id": "ALPHA", **RUNNING_TOTAL},
            {"series_id": "beta", "initiative_id": "BETA", **RUNNING_TOTAL, "stage": "obligated"},
        ],
        funding=[
            line("HND", "30.154"),
            line("HND", "2.5", record_id="later", fy_start="2012", fy_end="2012"),
            line("GTM", "7"),
            line("PAN;COL", "0.996", fy_start="2012", fy_end="2012"),
            line("", "600", record_id="A", series_id="alpha", initiative_id="ALPHA")
            | {"stage": "appropriated", "fy_start": "2008"},
            line("", "40", record_id="B", series_id="beta", stage="obligated", **OF_BETA),
        ],
    )


@pytest.mark.usefixtures("small")
def test_the_country_page_states_stage_and_source_of_its_money(read):
    text = read("country", country="HND")
    assert "$32.7M allocated, FY2010–FY2012." in text
    assert "Allocated, FY2010–FY2012 (GAO)" in text
    assert "30.154" in text


def test_the_country_page_asks_for_a_country_when_none_is_chosen(read):
    assert "Choose a country above" in read("country")


@pytest.mark.parametrize(
    "iso3", ["MEX", "COL", "ATG", "LCA", "BHS", "HTI", "ARG", "URY", "SUR", "TTO"]
)
def test_the_country_page_draws_any_country(read, iso3):
    assert "Sources" in read("country", country=iso3)


@pytest.mark.usefixtures("small")
def test_the_initiative_page_keeps_the_goals_in_their_own_wording(read):
    text = read("initiative", initiative="ALPHA")
    assert "Alpha 1: Safe ports" in text
    assert "Alpha 2: Safe streets" in text
    assert "Guatemala" in text
    assert "$600.0M appropriated, FY2008–FY2010" in text


@pytest.mark.usefixtures("small")
def test_the_initiative_page_says_what_came_after_and_what_was_done(read):
    text = read("initiative", initiative="ALPHA")
    assert "Was followed by Beta Border Plan" in text
    assert "Trains from coast to coast." in text


@pytest.mark.parametrize(
    ("key", "headings"),
    [("CARSI", "Country Role Years Belize"), ("Merida", "Country Role Years Note Belize")],
)
def test_a_column_without_any_content_is_left_out(read, key, headings):
    assert f"Countries of the initiative {headings}" in read("initiative", initiative=key)


@pytest.mark.parametrize(
    "key",
    [
        "INL-WHP",
        "Bicentennial-Framework",
        "CARSI",
        "Caribbean-bilateral",
        "Plan-Colombia",
        "Andean",
        "Cross-regional",
    ],
)
def test_the_initiative_page_draws_any_initiative(read, key):
    assert "In short" in read("initiative", initiative=key)


@pytest.mark.usefixtures("small")
def test_two_countries_stand_side_by_side_with_the_same_rows(read):
    text = read("compare", country=["HND", "GTM"])
    assert "Guatemala and Honduras" in text
    assert "Programs of its own 3 programs 2 programs" in text
    # Of Honduras the line of FY2012 stays out: there is none of Guatemala.
    assert "Country lines (GAO) $7.0M allocated, FY2010 $30.2M allocated, FY2010" in text


@pytest.mark.usefixtures("small")
def test_a_country_outside_the_series_says_so_and_what_else_there_is(read):
    text = read("country", country="PAN")
    assert "There is no line in this series for Panama: Country lines (GAO)." in text
    assert "1 other series has an amount that reaches beyond this selection" in text
    assert "No amount was found" not in text


@pytest.mark.usefixtures("small")
def test_two_initiatives_stand_side_by_side_each_with_its_own_stage(read):
    text = read("compare", initiative=["ALPHA", "BETA"])
    assert "Partners 3 countries 1 country" in text
    why = "The two amounts are of different stages and years and may not be compared."
    assert f"Documented amount {why} $600.0M appropriated, FY2008–FY2010" in text
    assert "$40.0M obligated, FY2010" in text


def test_the_country_page_follows_the_filter_in_the_sidebar(visit):
    visitor = visit(country="HND")
    visitor.open_page("country")
    visitor.choose("country", "GTM")
    assert visitor.app.selectbox(key="country_page").value == "GTM"
    assert "Showing programs" not in visitor.html_words
    assert "Guatemala Everything the sources document." in visitor.html_words


def test_the_chooser_of_a_page_sets_the_filter_and_the_address(visit):
    visitor = visit(initiative="CARSI")
    visitor.open_page("initiative")
    visitor.app.selectbox(key="initiative_page").set_value("CBSI").run()
    assert visitor.chosen == {"initiative": ["CBSI"]}
    assert visitor.address == {"initiative": "CBSI"}


def test_the_compare_page_follows_the_filter_in_the_sidebar(visit):
    visitor = visit(country=["HND", "GTM"])
    visitor.open_page("compare")
    assert "Guatemala and Honduras" in visitor.html_words
    visitor.choose("country", "PAN", "SLV")
    assert "El Salvador and Panama" in visitor.html_words


def sides(visitor, kind):
    return [visitor.app.selectbox(key=f"compare_{kind}_{at}").value for at in (0, 1)]


def test_both_countries_of_the_address_are_compared_in_its_order(visit):
    visitor = visit(a="SLV", b="guatemala")
    visitor.open_page("compare")
    assert sides(visitor, "country") == ["SLV", "GTM"]
    assert "El Salvador and Guatemala" in visitor.html_words
    assert visitor.warnings == []


def test_both_initiatives_of_the_address_are_compared(visit):
    visitor = visit(a="CARSI", b="Merida", country="HND")
    visitor.open_page("compare")
    assert sides(visitor, "initiative") == ["CARSI", "Merida"]
    assert "CARSI and Mérida" in visitor.html_words
    assert visitor.address == {"a": "CARSI", "b": "Merida", "country": "HND"}


EXAMPLE = "Example: choose your own."


def test_without_a_choice_an_example_is_compared_and_stays_out_of_the_address(visit):
    visitor = visit(theme="corrections")
    visitor.open_page("compare")
    assert sides(visitor, "country") == ["GTM", "HND"]
    assert EXAMPLE in visitor.html_words
    assert "Side by side Measure Guatemala Honduras" in visitor.html_words
    assert visitor.address == {"theme": "corrections"}
    assert visitor.chosen == {"theme": ["corrections"]}


def test_the_example_is_marked_in_spanish(visit):
    visitor = visit(lang="es")
    visitor.open_page("compare")
    assert "Ejemplo: elija los suyos." in visitor.html_words


def test_what_is_chosen_to_compare_stands_in_the_address(visit):
    visitor = visit(theme="corrections")
    visitor.open_page("compare")
    visitor.app.selectbox(key="compare_country_0").set_value("SLV").run()
    assert visitor.address == {"theme": "corrections", "a": "SLV", "b": "HND"}
    visitor.app.selectbox(key="compare_country_1").set_value("PAN").run()
    assert visitor.address == {"theme": "corrections", "a": "SLV", "b": "PAN"}
    assert "xample" not in visitor.html_words


def test_one_chosen_side_has_the_example_beside_it(visit):
    visitor = visit(a="GTM")
    visitor.open_page("compare")
    assert sides(visitor, "country") == ["GTM", "HND"]
    assert "Honduras is an example: choose your own." in visitor.html_words
    assert visitor.address == {"a": "GTM"}
    filtered = visit(country="HND")
    filtered.open_page("compare")
    assert sides(filtered, "country") == ["HND", "GTM"]
    assert "Guatemala is an example: choose your own." in filtered.html_words


def test_the_other_kind_of_comparison_begins_with_an_example(visit):
    visitor = visit(a="GTM", b="SLV")
    visitor.open_page("compare")
    visitor.app.segmented_control(key="compare_kind_False").set_value("initiative").run()
    assert visitor.address == {}
    assert sides(visitor, "initiative") == ["Merida", "CARSI"]
    assert EXAMPLE in visitor.html_words


@pytest.mark.parametrize("asked", [{"a": "SLV", "b": "PAN"}, {"country": "PAN,SLV"}])
def test_the_swap_exchanges_both_sides(visit, asked):
    visitor = visit(**asked)
    visitor.open_page("compare")
    visitor.app.button(key="compare_swap").click().run()
    assert sides(visitor, "country") == ["PAN", "SLV"]
    assert (visitor.address["a"], visitor.address["b"]) == ("PAN", "SLV")
    assert "Panama and El Salvador" in visitor.html_words


def links(visitor):
    """Return the address behind each link to a page that keeps the visit, by its words."""
    found = re.findall(r"<a class='here' href='(.*?)'.*?>(.*?)</a>", visitor.markup)
    return {words(text): html.unescape(address) for address, text in found}


def test_the_ready_pairs_lead_to_their_comparison_under_the_filters(visit):
    visitor = visit(theme="corrections", a="Merida", b="CARSI")
    visitor.open_page("compare")
    assert links(visitor) == {
        "Guatemala and El Salvador": "?theme=corrections&a=GTM&b=SLV",
        "Mexico and Colombia": "?theme=corrections&a=MEX&b=COL",
        "Peru and Bolivia": "?theme=corrections&a=PER&b=BOL",
        "Mérida and CARSI": "?theme=corrections&a=Merida&b=CARSI",
        "CARSI and CBSI": "?theme=corrections&a=CARSI&b=CBSI",
        "Mérida and Bicentennial": "?theme=corrections&a=Merida&b=Bicentennial-Framework",
    }
    assert visitor.markup.count("aria-current='true'") == 1


def test_a_folder_with_other_countries_has_an_example_of_its_own(visit, tiny_pages):
    tiny_pages(
        countries=[one for one in FIVE_PARTNERS if one[0] not in ("GTM", "MEX")],
        programs=[{}, *programs_in("PAN", 1)],
    )
    visitor = visit()
    visitor.open_page("compare")
    assert sides(visitor, "country") == ["HND", "PAN"]
    assert EXAMPLE in visitor.html_words
    assert links(visitor) == {}


def test_a_folder_with_one_of_a_kind_has_nothing_to_compare(visit, tiny_pages):
    tiny_pages(countries=FIVE_PARTNERS[2:3])
    visitor = visit()
    visitor.open_page("compare")
    assert not visitor.app.exception
    assert sides(visitor, "country") == ["HND", None]
    assert "Choose two different ones." in visitor.everything_said


RUNS = {"valid_from": "2008"}


def test_without_a_choice_each_initiative_has_a_bar_and_a_card_that_lead_to_it(visit, tiny_pages):
    tiny_pages(
        countries=FIVE_PARTNERS,
        initiatives=[
            RUNS | {"valid_to": "2012", "succeeded_by": "BETA"},
            BETA | {"valid_from": "2012"},
            {
                "initiative_id": "REST",
                "name": "Programs of no initiative",
                "short_name": "Rest",
                "sort_order": "0",
                "description": "Our grouping of programs.",
            },
        ],
        members=[{}, {"iso3": "GTM"}, {"iso3": "PAN", "role": "observer"}],
        programs=[*programs_in("HND", 2), *programs_in("GTM", 1, initiative_id="REST")],
        series=[{}, {"series_id": "alpha", "initiative_id": "ALPHA", **RUNNING_TOTAL}],
        funding=[
            line("HND", "1"),
            line("", "600", record_id="A", series_id="alpha", initiative_id="ALPHA")
            | {"stage": "appropriated", "fy_start": "2008"},
        ],
    )
    visitor = visit(country="HND,GTM")
    visitor.open_page("initiative")
    text = visitor.html_words
    filters = "&country=GTM&country=HND"
    assert links(visitor) == {
        "Alpha 2008–2012, then Beta": f"initiative?initiative=ALPHA{filters}",
        "Beta since 2012": f"initiative?initiative=BETA{filters}",
        "Alpha Security Initiative": f"initiative?initiative=ALPHA{filters}",
        "Beta Border Plan": f"initiative?initiative=BETA{filters}",
        "Programs of no initiative (Rest)": f"initiative?initiative=REST{filters}",
    }
    assert "A first initiative. Years 2008–2012 Partner countries 2 Documented amount" in text
    assert "Partner countries no evidence found Documented amount no budget figure" in text
    last = text[text.index("Without a first year: groupings and others") :]
    assert "Our grouping of programs. Documented amount no budget figure Programs 1" in last


def test_the_amount_of_a_card_has_stage_and_years_and_leads_to_its_records(visit):
    visitor = visit()
    visitor.open_page("initiative")
    [amount] = re.findall(r"<a class='amount'[^>]*>(\$495.0M.*?)</a>", visitor.markup)
    assert amount == "$495.0M allocated, FY2008–FY2013"
    assert "context, not counted" in visitor.html_words  # the office itself


def test_a_folder_without_dated_initiatives_opens_too(read, tiny_pages):
    tiny_pages()
    text = read("initiative")
    assert "The initiatives in short Alpha Security Initiative A first initiative." in text
    assert "Years not stated Partner countries 1" in text
    assert "over time" not in text


def test_a_changed_filter_of_countries_takes_the_place_of_both_sides(visit):
    visitor = visit(a="GTM", b="SLV")
    visitor.open_page("compare")
    visitor.choose("country", "HND", "PAN")
    assert sides(visitor, "country") == ["HND", "PAN"]
    assert visitor.address == {"country": ["HND", "PAN"]}


def test_any_other_filter_leaves_both_sides(visit):
    visitor = visit(a="GTM", b="SLV")
    visitor.open_page("compare")
    visitor.choose("initiative", "CARSI", "CBSI")
    assert sides(visitor, "country") == ["GTM", "SLV"]
    assert visitor.address == {"initiative": ["CARSI", "CBSI"], "a": "GTM", "b": "SLV"}


@pytest.mark.parametrize(
    ("asked", "told", "kept"),
    [
        ({"a": "Atlantis", "b": "SLV"}, 'Ignored a "Atlantis": not a known value.', ["GTM", "SLV"]),
        ({"a": "USA", "b": "x"}, 'Ignored a "USA": not a known value.', ["GTM", "HND"]),
        (
            {"a": "GTM", "b": "CARSI"},
            'Ignored b "CARSI": a country and an initiative are not compared.',
            ["GTM", "HND"],
        ),
    ],
)
def test_a_side_that_is_not_known_is_named_and_filled_with_the_example(visit, asked, told, kept):
    visitor = visit(**asked)
    visitor.open_page("compare")
    assert told in visitor.warnings
    assert sides(visitor, "country") == kept
    assert "xample: choose your own." in visitor.html_words


def test_a_country_is_not_compared_with_itself(visit):
    visitor = visit(a="GTM", b="GTM")
    visitor.open_page("compare")
    assert "Choose two different ones." in visitor.everything_said


def test_an_unknown_side_is_named_in_spanish(visit):
    visitor = visit(a="GTM", b="CARSI", lang="es")
    visitor.open_page("compare")
    assert visitor.warnings == ["Se ignoró b «CARSI»: un país y una iniciativa no se comparan."]


def test_the_amounts_of_other_years_are_folded_under_the_headline(visit):
    visitor = visit(country="HND")
    before, _, told = visitor.text_of("headline").partition("Amounts of other years")
    assert "FY2008–FY2015" not in before
    assert "$1.4M obligated, FY2017–FY2020" in told
    visitor.choose_years(2012, 2012)
    assert "Amounts of other years" not in visitor.text_of("headline")


def test_a_country_outside_the_chosen_initiative_is_not_in_this_choice_and_no_gap(
    visit, tiny_pages
):
    tiny_pages(
        initiatives=[{}, BETA],
        members=[{"iso3": "HND"}, {"iso3": "GTM", "initiative_id": "BETA"}],
        programs=[{}],
    )
    page = visit(country="GTM", initiative="ALPHA")
    page.open_page("country")
    assert page.html_words.count("Guatemala is not in this choice of initiatives.") == 2
    assert "no evidence found" not in page.html_words
    partner = visit(country="GTM", initiative="BETA")
    partner.open_page("country")
    assert "no evidence found" in partner.html_words
