//! Positions everything of a timeline: the span of days, the lanes and their heights, the tracks of the bars.

use super::declutter::{self, MOST_LEVELS, Preferred, REACH_PX, RING_REACH_PX, Unit};
use super::parts::{Bar, PLOT_PX, Timeline};
use jiff::civil::{Date, date};

/// Before the first day and after the last, so that no mark is cut off.
pub const MARGIN_PX: f64 = 20.0;
/// A lane with marks on one level and bars on one track.
const LANE_PX: f64 = 36.0;
/// From the top of such a lane to the middle of its marks: 3 above its centre.
const BASE_PX: f64 = 15.0;
/// From level to level.
pub const LEVEL_PX: f64 = 16.0;
/// From the middle of the lowest marks to the first bar, and from bar to bar.
const BAR_PX: f64 = 16.5;
const TRACK_PX: f64 = 4.5;
/// A row of bands, and the row of the axis below them.
pub const ROW_PX: f64 = 22.0;
const AXIS_PX: f64 = 26.0;
/// Below the lanes, for the label of today.
pub const FOOT_PX: f64 = 24.0;
/// The minimum number of days shown.
const LEAST_DAYS: i32 = 28;
/// Due dates later than this after today and after all marks are cut off.
const AHEAD_DAYS: i32 = 184;
/// The minimum distance of bars on one track.
const BAR_GAP_PX: f64 = 6.0;

/// Returns a day as a number, for distances.
pub fn day_number(day: Date) -> i32 {
    const EPOCH: Date = date(1970, 1, 1);
    let hours = day.duration_since(EPOCH).as_hours();
    i32::try_from(hours / 24).unwrap_or_default()
}

/// The positions of everything.
pub struct Layout {
    /// The first day of the axis.
    pub first: i32,
    /// The days of the axis.
    pub days: i32,
    /// Pixels a day.
    pub day_px: f64,
    /// The top of the lanes.
    pub head_px: f64,
    /// The foot of the lanes.
    pub lanes_end_px: f64,
    /// The lanes.
    pub lanes: Vec<LaneLayout>,
}

/// The positions of a lane.
#[derive(Default)]
pub struct LaneLayout {
    /// Its top.
    pub top_px: f64,
    /// Its height.
    pub height_px: f64,
    /// The middle of its lowest level, from its top.
    pub base_px: f64,
    /// How many levels its marks occupy.
    pub levels: usize,
    /// Its marks and clusters; the members are indices of marks of the figure.
    pub units: Vec<Unit>,
    /// Its bars: the index of the bar in the figure, and its track.
    pub bars: Vec<(usize, usize)>,
}

impl Layout {
    pub fn of(figure: &Timeline<'_>) -> Layout {
        let (first, last) = span(figure);
        let days = last - first;
        let head_px = ROW_PX * figure.rows.len() as f64 + AXIS_PX;
        let mut layout = Layout {
            first,
            days,
            day_px: (PLOT_PX - 2.0 * MARGIN_PX) / f64::from(days),
            head_px,
            lanes_end_px: head_px,
            lanes: figure.lanes.iter().map(|_| LaneLayout::default()).collect(),
        };
        layout.place_marks(figure);
        layout.place_bars(figure);
        for lane in &mut layout.lanes {
            let tracks = lane.bars.iter().map(|(_, track)| track + 1).max();
            let tracks = tracks.unwrap_or(1);
            lane.levels = lane
                .units
                .iter()
                .map(|unit| unit.level + 1)
                .max()
                .unwrap_or(1);
            lane.base_px = BASE_PX + LEVEL_PX * (lane.levels - 1) as f64;
            lane.height_px =
                LANE_PX + LEVEL_PX * (lane.levels - 1) as f64 + TRACK_PX * (tracks - 1) as f64;
            lane.top_px = layout.lanes_end_px;
            layout.lanes_end_px += lane.height_px;
        }
        layout
    }

    /// Returns the height of the figure.
    pub fn height_px(&self) -> f64 {
        self.lanes_end_px + FOOT_PX
    }

    /// Returns the position of a day; days outside the figure are at its edge.
    pub fn x_px(&self, day: Date) -> f64 {
        let offset = (day_number(day) - self.first).clamp(0, self.days);
        MARGIN_PX + f64::from(offset) * self.day_px
    }

    /// Returns the vertical position of a bar in its lane.
    pub fn bar_px(lane: &LaneLayout, track: usize) -> f64 {
        lane.base_px + BAR_PX + TRACK_PX * track as f64
    }

    fn place_marks(&mut self, figure: &Timeline<'_>) {
        let mut by_lane: Vec<Vec<usize>> = self.lanes.iter().map(|_| Vec::new()).collect();
        for (index, mark) in figure.marks.iter().enumerate() {
            if let Some(marks) = by_lane.get_mut(mark.lane) {
                marks.push(index);
            }
        }
        for (lane, mut marks) in by_lane.into_iter().enumerate() {
            marks.sort_by_key(|index| figure.marks[*index].day);
            let preferred_position = |index: &usize| Preferred {
                x_px: self.x_px(figure.marks[*index].day),
                reach_px: if figure.marks[*index].first {
                    RING_REACH_PX
                } else {
                    REACH_PX
                },
            };
            let preferred: Vec<Preferred> = marks.iter().map(preferred_position).collect();
            let mut units = declutter::place(&preferred);
            for member in units.iter_mut().flat_map(|unit| &mut unit.members) {
                *member = marks[*member];
            }
            debug_assert!(units.iter().all(|unit| unit.level < MOST_LEVELS));
            self.lanes[lane].units = units;
        }
    }

    fn place_bars(&mut self, figure: &Timeline<'_>) {
        let mut order: Vec<usize> = (0..figure.bars.len()).collect();
        order.sort_by_key(|index| figure.bars[*index].from);
        let mut ends: Vec<Vec<f64>> = self.lanes.iter().map(|_| Vec::new()).collect();
        for index in order {
            let bar = &figure.bars[index];
            let (from_px, to_px) = (self.x_px(bar.from), self.x_px(end_of(bar, figure.today)));
            let Some(tracks) = ends.get_mut(bar.lane) else {
                continue;
            };
            let free = tracks.iter().position(|end| *end + BAR_GAP_PX <= from_px);
            let track = free.unwrap_or(tracks.len());
            match free {
                Some(track) => tracks[track] = to_px,
                None => tracks.push(to_px),
            }
            self.lanes[bar.lane].bars.push((index, track));
        }
    }
}

/// Returns the last day of a bar.
pub fn end_of(bar: &Bar<'_>, today: Date) -> Date {
    let end = match (bar.done, bar.due) {
        (Some(done), _) => done,
        (None, Some(due)) => due.max(today),
        (None, None) => today,
    };
    end.max(bar.from)
}

/// Returns the first and the last day shown.
fn span(figure: &Timeline<'_>) -> (i32, i32) {
    let today = day_number(figure.today);
    let by_lane = || figure.lanes.iter().flat_map(|lane| &lane.bands);
    let bands = || {
        figure
            .rows
            .iter()
            .flat_map(|row| &row.bands)
            .chain(by_lane())
    };
    let marks = || figure.marks.iter().map(|mark| day_number(mark.day));
    let starts = figure.bars.iter().map(|bar| day_number(bar.from));
    let firsts = marks()
        .chain(starts)
        .chain(bands().map(|band| day_number(band.from)));
    let first = firsts.fold(today, i32::min);
    let marked = marks()
        .chain(bands().map(|band| day_number(band.to)))
        .fold(today, i32::max);
    let ends = figure
        .bars
        .iter()
        .map(|bar| day_number(end_of(bar, figure.today)).min(marked + AHEAD_DAYS));
    let last = ends.fold(marked, i32::max);
    (first, last.max(first + LEAST_DAYS))
}
