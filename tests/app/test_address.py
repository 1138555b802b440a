"""The address sets the filters, the filters set the address, and bad values are named."""

from __future__ import annotations

import pytest


def test_each_parameter_sets_its_widget(visit):
    page = visit(
        initiative="CARSI",
        goal="CARSI-3",
        theme="justice",
        country="HND",
        agency="INL",
        assistance="training",
        fy="2010-2014",
    )
    assert page.chosen == {
        "initiative": ["CARSI"],
        "goal": ["CARSI-3"],
        "theme": ["justice"],
        "country": ["HND"],
        "agency": ["INL"],
        "assistance": ["training"],
    }
    assert page.years == (2010, 2014)
    assert page.warnings == []


@pytest.mark.parametrize("country", ["HND,GTM", ["GTM", "HND"], "hnd, gtm", "Guatemala,Honduras"])
def test_a_list_is_repeated_or_comma_separated_ids_or_names_in_any_case(visit, country):
    assert visit(country=country).chosen == {"country": ["GTM", "HND"]}


def test_a_single_year_stands_for_itself(visit):
    assert visit(fy="2012").years == (2012, 2012)


def test_the_address_follows_the_widgets(visit):
    page = visit()
    page.choose("initiative", "CARSI", "CBSI")
    page.choose("country", "HND")
    page.choose_years(2010, 2014)
    assert page.address == {
        "initiative": ["CARSI", "CBSI"],
        "country": "HND",
        "fy": "2010-2014",
    }


def test_letting_a_filter_go_takes_it_out_of_the_address(visit):
    page = visit(initiative="CARSI", country="HND")
    page.choose("country")
    assert page.address == {"initiative": "CARSI"}


def test_an_unknown_parameter_is_named_and_goes_with_the_next_choice(visit):
    page = visit(initiatve="CARSI", country="HND")
    assert page.warnings == ['Ignored "initiatve": not a filter.']
    assert page.address == {"initiatve": "CARSI", "country": "HND"}
    page.choose("country")
    assert page.address == {}
    assert page.warnings == []


def test_what_a_page_asks_for_stays_in_the_address(visit):
    page = visit(part="amounts", series="lines", country="HND")
    page.choose("country")
    assert page.address == {"part": "amounts", "series": "lines"}
    assert page.warnings == []


def test_nine_hundred_unknown_parameters_are_five_notices_and_a_number(visit):
    page = visit(**{f"x{number}": "1" for number in range(900)})
    assert len(page.warnings) == 6
    assert page.warnings[-1] == "Ignored 895 more."


@pytest.mark.parametrize("place", ["PLC-048", "plc-048", " PLC-048 "])
def test_a_place_of_the_address_is_the_one_on_the_card(visit, place):
    page = visit(place=place, country="GTM")
    assert page.text_of("card").startswith("Puerto Barrios Country Guatemala")
    assert page.address == {"place": "PLC-048", "country": "GTM"}
    assert page.warnings == []


def test_a_place_stays_in_the_address_on_other_pages_and_with_other_filters(visit):
    page = visit(place="PLC-048")
    page.open_page("about")
    assert page.address == {"place": "PLC-048"}
    page.choose("country", "GTM")
    assert page.address == {"place": "PLC-048", "country": "GTM"}


def test_letting_a_place_go_takes_it_out_of_the_address(visit):
    page = visit(place="PLC-048", country="GTM")
    page.app.button(key="card_clear").click().run()
    assert page.address == {"country": "GTM"}
    assert page.text_of("card").startswith("Guatemala")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", 'Ignored place "PLC-999": not a known value.'),
        ("es", "Se ignoró place «PLC-999»: no es un valor conocido."),
    ],
)
def test_a_place_that_is_gone_is_named_and_no_place_is_chosen(visit, language, told):
    page = visit(place="PLC-999", country="GTM", lang=language)
    assert page.warnings == [told]
    assert page.text_of("card").startswith("Guatemala")
    assert "place" not in page.address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("initiative", "Atlantis"),
        ("goal", "CARSI-99"),
        ("theme", "weather"),
        ("country", "USA"),
        ("agency", "Nobody"),
        ("assistance", "gifts"),
        ("fy", "20x4"),
        ("fy", "2014-2010"),
        ("fy", "1950-1960"),
        ("undated", "show"),
    ],
)
def test_an_unknown_value_is_named_in_a_warning_and_ignored(visit, name, value):
    page = visit(**{name: value})
    assert len(page.warnings) == 1
    assert name in page.warnings[0]
    assert value.casefold() in page.warnings[0].casefold()
    assert page.chosen == {}
    assert page.address == {}
    assert page.headline == visit().headline


def test_a_known_value_beside_an_unknown_one_still_counts(visit):
    page = visit(country="HND,XXX")
    assert page.chosen == {"country": ["HND"]}
    assert len(page.warnings) == 1


def test_a_goal_outside_the_chosen_initiatives_is_named_in_a_warning(visit):
    page = visit(initiative="CBSI", goal="CARSI-1")
    assert page.chosen == {"initiative": ["CBSI"]}
    assert len(page.warnings) == 1
    assert "CARSI-1" in page.warnings[0]


def test_a_warning_about_the_address_goes_away_with_the_next_choice(visit):
    page = visit(country="Atlantis")
    page.choose("country", "HND")
    assert page.warnings == []
