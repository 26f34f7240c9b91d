// Generated from openapi/strike-tracker.yaml by openapi/client/generate.ts. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A stable lower-case name, fit for a URL and a PYBOSSA short_name. */
        Slug: string;
        /** @description A frame's id, unique within its campaign and never used again. No slash, space or control character, so that it can stand in a file name; no name that every JavaScript object answers to, as judgements are looked up by it. */
        FrameId: string;
        /** @description The opaque id that strike-setup gives to a building. It says nothing about the place. */
        BuildingId: string;
        /** @description RFC 3339 in UTC, to the second or finer. */
        Time: string;
        /** @description An absolute http(s) address, or a path from the server's root. */
        HttpUrl: string;
        /** @description Longitude, latitude in degrees, WGS 84; a third number (height) is ignored. */
        Position: number[];
        /** @description A closed ring; the first position equals the last. */
        LinearRing: components["schemas"]["Position"][];
        /** @description GeoJSON Polygon, WGS 84. */
        Polygon: {
            /** @constant */
            type: "Polygon";
            coordinates: components["schemas"]["LinearRing"][];
        };
        /** @description GeoJSON MultiPolygon, WGS 84. */
        MultiPolygon: {
            /** @constant */
            type: "MultiPolygon";
            coordinates: components["schemas"]["LinearRing"][][];
        };
        /** @description A building's outline on the ground. */
        BuildingFootprint: components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"];
        /** @description One zoom level of a tile grid, for WMTS sets other than the usual square pyramid of Web Mercator. */
        TileMatrix: {
            /** @description The level's identifier. */
            id: string;
            /** @description Units of the source's crs per pixel. */
            resolution: number;
            /** @description The grid's upper left corner as x (east), y (north) in the source's crs. */
            origin: number[];
            /** @description Pixels. */
            tile_size?: number;
        };
        /**
         * @description How a frame's pixels are shown. A task with chips shows its chips whatever the source; a task with geometry needs
         *     a source with a `url`. What each type takes beside it:
         *     image: `extent`, `crs`. xyz: `tile_size`, `zoom_min`, `zoom_max`. wmts: `layer`, `style`, `matrix_set`,
         *     `matrix_prefix` or `matrices`, `format`, `version`, `time`, `crs`, `tile_size`, `zoom_min`, `zoom_max`.
         *     wms: `layer`, `style`, `version`, `format`, `time`, `crs`. cog: `bands`, `range`.
         *     Nothing here may be a secret: anyone can read it.
         */
        FrameSource: {
            /** @enum {string} */
            type: "chips" | "image" | "xyz" | "wmts" | "wms" | "cog";
            /**
             * @description image, cog: the file. xyz: a template with {z}, {x} and {y} (or {-y} for TMS, counted from the south). wmts: a
             *     template with {TileMatrix}, {TileRow} and {TileCol}, or else the address for key-value requests. wms: the
             *     server's address; its own query is kept.
             */
            url?: components["schemas"]["HttpUrl"];
            /** @description wms: one or several, parted by commas. */
            layer?: string;
            style?: string;
            matrix_set?: string;
            /** @description What stands before the zoom level in a matrix's identifier, e.g. `EPSG:900913:`. */
            matrix_prefix?: string;
            /** @description From the coarsest to the finest. Without them the usual pyramid of Web Mercator. */
            matrices?: components["schemas"]["TileMatrix"][];
            /**
             * @description wms: 1.3.0 (the default) or 1.1.1. wmts: 1.0.0.
             * @enum {string}
             */
            version?: "1.0.0" | "1.1.1" | "1.3.0";
            /** @description A media type, by default image/png (wms, wmts). */
            format?: string;
            /** @description The exact TIME that the server names for this frame, as it names it. */
            time?: string;
            /** @description Of `extent`, `matrices` and WMS requests: EPSG:4326, EPSG:3857 (the default but for image, whose default is EPSG:4326) or a UTM zone of WGS 84 (EPSG:326xx, 327xx). */
            crs?: string;
            /** @description [minx, miny, maxx, maxy] of the picture in `crs`; x is east, y north. */
            extent?: number[];
            /** @description Pixels, by default 256. */
            tile_size?: number;
            /** @description The coarsest zoom level with pictures. */
            zoom_min?: number;
            /** @description The finest zoom level with pictures. */
            zoom_max?: number;
            /** @description cog: the bands shown as red, green, blue (or one as grey), counted from 1; by default the first three. */
            bands?: number[];
            /** @description cog: the values shown as black and white; by default 0 and the largest of 8 bits. */
            range?: number[];
        };
        /** @description One acquisition as the campaign shows it. Either datetime, or both start_datetime and end_datetime. */
        CampaignFrame: {
            id: components["schemas"]["FrameId"];
            datetime?: components["schemas"]["Time"];
            start_datetime?: components["schemas"]["Time"];
            end_datetime?: components["schemas"]["Time"];
            /**
             * @description acquired = when the picture was taken; published = when a mosaic appeared (never bounds a result).
             * @enum {string}
             */
            date_kind: "acquired" | "published";
            source: components["schemas"]["FrameSource"];
            /** @description Ground sample distance in metres. */
            gsd?: number | null;
            /** @description Degrees. */
            off_nadir?: number | null;
            /** @description Percent. */
            cloud_cover?: number | null;
            platform?: string | null;
            attribution?: string | null;
        };
        /** @description Two pictures of one place, and whether the definition calls the second destroyed. */
        ExamplePair: {
            caption: string;
            before: components["schemas"]["HttpUrl"];
            after: components["schemas"]["HttpUrl"];
            destroyed: boolean;
        };
        /** @description What counts as destroyed in this campaign. */
        Definition: {
            text: string;
            examples: components["schemas"]["ExamplePair"][];
        };
        SupportLink: {
            title: string;
            url: components["schemas"]["HttpUrl"];
        };
        /** @description Where a volunteer finds help after seeing too much; or, in words, why there is none. */
        Support: components["schemas"]["SupportLink"][] | {
            none: string;
        };
        /** @description When the presenter suggests a break; 0 switches a rule off. */
        Break: {
            buildings: number;
            minutes: number;
        };
        /** @enum {string} */
        Mode: "guided" | "free" | "full";
        /**
         * @description Parts of an answer that are sent only if the campaign asks for them.
         * @enum {string}
         */
        Collectable: "note" | "language" | "viewport" | "input" | "frame_seconds";
        /** @description SHA-256 of the campaign's frames table and chips, so that an answer names what was shown. */
        Manifest: string;
        /** @description A building with a known answer, shown to learn on. Public by design; never a gold task. */
        PracticeBuilding: {
            task: components["schemas"]["TaskInfo"];
            last_standing: components["schemas"]["FrameId"] | null;
            first_destroyed: components["schemas"]["FrameId"] | null;
            why?: string;
        };
        /** @description The public record of a campaign. It travels with the presenter, and anyone may read it. */
        Campaign: {
            /** @constant */
            schema: "strike-tracker/campaign/1";
            id: components["schemas"]["Slug"];
            title: string;
            question: string;
            definition: components["schemas"]["Definition"];
            languages: string[];
            frames: components["schemas"]["CampaignFrame"][];
            /** @description Template of a chip's address, holding `{name}`; null where no frame is a chip. */
            chips_base: string | null;
            collect: components["schemas"]["Collectable"][];
            /** @description Shown always. */
            attribution: string[];
            content_note: string;
            /** @description The campaign's own texts in others of its languages, by language. What one leaves out is shown as it stands above. */
            translations?: {
                [key: string]: components["schemas"]["CampaignTexts"];
            };
            support: components["schemas"]["Support"];
            discuss: components["schemas"]["HttpUrl"] | null;
            practice: components["schemas"]["PracticeBuilding"][];
            break: components["schemas"]["Break"];
            modes: components["schemas"]["Mode"][];
            /** @description The share of buildings whose every frame is asked, of all volunteers, unless one switches. Which buildings follows from the ids of campaign and building alone. 0 if absent. */
            full_share?: number;
            /**
             * @description How exactly the results may be published. `report` keeps to it unless told otherwise. grid if absent.
             * @enum {string}
             */
            privacy?: "exact" | "grid" | "area";
            /** @description How many tasks, by priority, volunteers are spread over at one time. About four times the volunteers expected at once. */
            spread: number;
            manifest: components["schemas"]["Manifest"];
            terms_url?: components["schemas"]["HttpUrl"] | null;
            contact?: string | null;
            /** @description Tiles that the campaign may show below the map of its results; absent or null = none. */
            base_map?: components["schemas"]["BaseMap"] | null;
        };
        CampaignTexts: {
            title?: string;
            question?: string;
            definition?: string;
            content_note?: string;
        };
        /** @description Web Mercator tiles on a server that the campaign may use for its readers. */
        BaseMap: {
            /** @description An address that holds `{x}`, `{y}` and `{z}`, on https or the page's own host. */
            url: string;
            attribution: string;
        };
        /** @description The live part of a campaign, in a helping material's `info`. It advises the presenter and is no lock. */
        CampaignState: {
            /** @constant */
            schema: "strike-tracker/state/1";
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "finished";
            message: string | null;
        };
        /** @description A frame of one task where something about it differs from the campaign's frame. */
        TaskFrame: {
            id: components["schemas"]["FrameId"];
            /** @description Metres east and north by which the frame is to be moved. */
            shift?: number[];
            /** @enum {string} */
            quality?: "good" | "poor";
        };
        /** @description x, y in fractions of the chip, from its top left corner. */
        ChipPoint: number[];
        /** @description Pictures cut out around the building, one a frame. No coordinates. */
        Chips: {
            /** @description In the frames' order; the first 24 hex digits of each chip's SHA-256. */
            names: string[];
            outline: components["schemas"]["ChipPoint"][];
            /** @description Side of the square on the ground in metres. */
            ground_m: number;
            /** @description Side of the largest chip in pixels. */
            size_px: number;
        };
        /** @description The `info` of a task. One building, its frames by time, and either chips or geometry. */
        TaskInfo: {
            /** @constant */
            schema: "strike-tracker/task/1";
            campaign: components["schemas"]["Slug"];
            building: components["schemas"]["BuildingId"];
            frames: (components["schemas"]["FrameId"] | components["schemas"]["TaskFrame"])[];
            chips?: components["schemas"]["Chips"];
            geometry?: components["schemas"]["BuildingFootprint"];
        };
        /**
         * @description What one volunteer saw on one frame. Absent = not looked at, never standing.
         * @enum {string}
         */
        Judgement: "standing" | "destroyed" | "obscured" | "unclear" | "missing" | "load_failed";
        /** @enum {string} */
        Verdict: "destroyed" | "already_destroyed" | "still_standing" | "cannot_tell" | "wrong_place";
        /** @description What became of a destroyed building afterwards, and the first frame on which the volunteer saw it. */
        Afterwards: {
            /** @enum {string} */
            what: "rebuilt" | "cleared";
            frame: components["schemas"]["FrameId"] | null;
        };
        /** @description The `info` of a task run, at most 4 kB. */
        Answer: {
            /** @constant */
            schema: "strike-tracker/answer/1";
            /** @description The same on a resend. */
            id: string;
            campaign: components["schemas"]["Slug"];
            building: components["schemas"]["BuildingId"];
            verdict: components["schemas"]["Verdict"];
            last_standing: components["schemas"]["FrameId"] | null;
            first_destroyed: components["schemas"]["FrameId"] | null;
            frames: {
                [key: string]: components["schemas"]["Judgement"];
            };
            /** @description Rebuilt or cleared after the destruction; absent or null = the volunteer did not say so. */
            afterwards?: components["schemas"]["Afterwards"] | null;
            /** @description 1 unsure, 2 fairly sure, 3 sure. */
            confidence: (1 | 2 | 3) | null;
            note: string | null;
            mode: components["schemas"]["Mode"];
            edits: number;
            practice: boolean;
            /** @description Metres east and north by which the volunteer moved the outline. */
            nudge: number[] | null;
            started_at: components["schemas"]["Time"];
            submitted_at: components["schemas"]["Time"];
            active_seconds: number;
            frame_seconds: {
                [key: string]: number;
            } | null;
            manifest: components["schemas"]["Manifest"];
            /** @enum {string} */
            chip_check: "ok" | "not_verified" | "differs";
            chips_differ: components["schemas"]["FrameId"][];
            presenter: string;
            language: string | null;
            viewport: ("s" | "m" | "l") | null;
            input: ("touch" | "mouse" | "keys") | null;
        };
        /** @description A known answer. last_standing null = destroyed before the first frame; first_destroyed null = never. */
        Gold: {
            last_standing: components["schemas"]["FrameId"] | null;
            first_destroyed: components["schemas"]["FrameId"] | null;
        };
        /** @enum {string} */
        DecisionVerdict: "destroyed" | "destroyed_before" | "standing_throughout" | "cannot_tell" | "not_a_building";
        /** @description What an expert decided of a building at the desk; a line of decisions.ndjson. The marks bound what the verdict says. */
        Decision: {
            /** @constant */
            schema: "strike-tracker/decision/1";
            id: string;
            task_id: number;
            building: components["schemas"]["BuildingId"];
            verdict: components["schemas"]["DecisionVerdict"];
            last_standing: components["schemas"]["FrameId"] | null;
            first_destroyed: components["schemas"]["FrameId"] | null;
            /** @description Who decided. */
            reviewer: string;
            /** @description What can be seen on the images. */
            reason: string;
            /** @description Made in a second review, without sight of the first decision and of the result. */
            blind: boolean;
            at: components["schemas"]["Time"];
        } & (unknown & unknown);
        /** @description What ties a building of the manager's file to its task. */
        LockBuilding: {
            manager_id: string;
            building: components["schemas"]["BuildingId"];
            task_id: number | null;
            /** @description SHA-256 of the task as it was last sent. */
            content_hash: string;
            geometry: components["schemas"]["BuildingFootprint"];
            frames: components["schemas"]["FrameId"][];
            prior_standing: components["schemas"]["Time"] | null;
            prior_destroyed: components["schemas"]["Time"] | null;
            gold: components["schemas"]["Gold"] | null;
        };
        /** @description Where a chip came from. */
        LockChip: {
            name: string;
            sha256: string;
            building: components["schemas"]["BuildingId"];
            frame: components["schemas"]["FrameId"];
            /** @description The file or address that the chip was cut from. */
            source: string;
            source_sha256?: string | null;
        };
        LockInput: {
            path: string;
            sha256: string;
        };
        LockServer: {
            endpoint: string;
            project_id: number;
            short_name: string;
        };
        /** @description A text or a frame's date that was changed after volunteers had seen it. */
        Correction: {
            at: components["schemas"]["Time"];
            /** @description The field, for instance question, or frame f07: datetime. */
            what: string;
            /** @description Any JSON */
            from: unknown;
            /** @description Any JSON */
            to: unknown;
        };
        /** @description The manager's private record (mode 0600) of what was sent where. Never published. */
        CampaignLock: {
            /** @constant */
            schema: "strike-tracker/lock/1";
            campaign: components["schemas"]["Campaign"];
            server: components["schemas"]["LockServer"] | null;
            buildings: components["schemas"]["LockBuilding"][];
            chips: components["schemas"]["LockChip"][];
            inputs: components["schemas"]["LockInput"][];
            corrections?: components["schemas"]["Correction"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
