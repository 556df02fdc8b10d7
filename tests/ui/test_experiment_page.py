"""The thought experiment as Streamlit runs it: nothing before it is asked for, then what the settings say."""

from test_pages import opened, sound, text_of

from explainer.answers import MODEL
from explainer.content.records import Story
from explainer.experiment_settings import DEFAULT, PLACES, RANGES, changed
from explainer.figures import experiment
from explainer.thought_experiment import run


def test_reader_runs_it_changes_it_and_finds_it_in_the_address(story: Story) -> None:
    app = opened("division")
    finding = experiment.finding(story, run(DEFAULT, 1))
    assert finding not in text_of(app)
    assert not app.slider

    app.session_state["_model-ran"] = True
    sound(app.run())
    assert finding in text_of(app)
    assert story.words("model.reply.none") in text_of(app)
    assert MODEL not in app.query_params

    [parts] = [control for control in app.button_group if control.key == "model-part"]
    parts.set_value("sandbox")
    sound(app.run())
    assert {slider.key for slider in app.slider} == {f"model.{name}" for name in RANGES}
    app.slider(key="model.colleagues").set_value(0.9)
    sound(app.run())
    waiting = experiment.finding(story, run(changed(DEFAULT, PLACES["nobody-first"]), 1))
    assert waiting in text_of(app)
    assert story.words("model.places.nobody-first.says") in text_of(app)
    assert app.query_params[MODEL] == "colleagues:0.9"

    app.button(key="model-place-everybody").click()
    sound(app.run())
    assert experiment.finding(story, run(changed(DEFAULT, PLACES["everybody"]), 1)) in text_of(app)

    [parts] = [control for control in app.button_group if control.key == "model-part"]
    parts.set_value("doubts")
    sound(app.run())
    assert story.words("model.doubts.echo.ties") in text_of(app)
    app.toggle(key="model-switch-decay").set_value(True)
    sound(app.run())
    assert "decay:0.1" in app.query_params[MODEL]


def test_settings_of_a_link_are_run_and_what_is_not_allowed_is_named(story: Story) -> None:
    app = opened()
    app.switch_page("../pages/division.py")
    app.query_params[MODEL] = "equating:7~spread:0.2~mood:good"
    sound(app.run())
    assert story.words("model.changed", what="equating:1, …") in text_of(app)
    assert experiment.finding(story, run(changed(DEFAULT, {"equating": 1, "spread": 0.2}), 1)) in text_of(app)
    assert app.query_params[MODEL] == "equating:1~spread:0.2"


def test_switch_leaves_it_out_where_nothing_is_made_up(story: Story) -> None:
    app = opened("division", evidence="abstract")
    app.session_state["_model-ran"] = True
    sound(app.run())
    assert story.words("model.badge") not in text_of(app)
