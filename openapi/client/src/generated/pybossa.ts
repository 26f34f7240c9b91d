// Generated from openapi/pybossa.yaml by openapi/client/generate.ts. Do not edit.
export interface paths {
    "/api/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projects
         * @description With a key or session only the caller's own projects are listed unless `all=1`. Drafts that the caller may not read are
         *     dropped after `limit` was applied, so that a short or empty page is not the end.
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create a draft project
         * @description Any signed-in account; in the bloomberg dialect admins and subadmins only. The short_name is not validated (a space or a
         *     slash makes a project that no address reaches). A taken name is 415 with exception_cls DBIntegrityError.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a project
         * @description A draft answers 401 to anonymous callers and 403 to accounts that are neither owner nor admin.
         */
        get: operations["getProject"];
        /**
         * Change a project
         * @description The fields sent are replaced; `info` is replaced whole (bloomberg: merged with the old one, so that a key never goes
         *     away). Owners, co-owners and admins. Reserved keys are 400, `published` is 403.
         */
        put: operations["updateProject"];
        post?: never;
        /**
         * Delete a project with its tasks and task runs
         * @description 403 for everybody once a result exists.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id}/newtask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Ask for tasks to answer
         * @description Stamps each task that it returns for the caller's identity (account, or address of an anonymous caller); only a stamped
         *     task takes a task run, for one hour. One task comes as an object, two or more as an array, none as `{}`; a caller who
         *     may not take part gets 200 and a task whose fields are null with `info.error`. Works on drafts. The order is by id
         *     unless `orderby=priority_0&desc=true` is sent.
         *
         *     bloomberg: signed-in callers only, with the cookie of the project's password (else 403). One task, held for the caller
         *     until it is answered, given back or its time is over; asking again gives the same one. An offset of 1 or 2 gives `{}`,
         *     a higher one 400. `{}` also comes while others hold all that is left: `remaining_for_user` of userprogress tells.
         */
        get: operations["newTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id_or_short_name}/userprogress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        /**
         * How many tasks the caller has answered
         * @description Live, also for drafts. Anonymous callers behind one address share it. The old address `/api/app/{id_or_short_name}/userprogress` answers the same.
         */
        get: operations["userProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tasks
         * @description Of any project, drafts too, by anybody (bloomberg: signed-in callers). With a key or session only tasks of the caller's
         *     own projects unless `all=1`. A `project_id` without digits is ignored and everything is returned.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Create one task
         * @description There is no bulk form. Equal tasks are created again (bloomberg: 409 whose exception_msg is JSON text, `reason`
         *     DUPLICATE_TASK and `task_id`, the id of the first). Owners, co-owners and admins.
         */
        post: operations["createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read a task
         * @description Does not stamp the task.
         */
        get: operations["getTask"];
        /**
         * Change a task
         * @description `info` is replaced whole. A higher or equal `n_answers` on a completed task opens it again; a lower one completes
         *     nothing until the next task run.
         */
        put: operations["updateTask"];
        post?: never;
        /**
         * Delete a task
         * @description 403 for its owner once it has a result; admins may.
         */
        delete: operations["deleteTask"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/taskrun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List task runs
         * @description Of any project, drafts too, by anybody (bloomberg: the owner, admins and subadmins). With a key or session only those of
         *     the caller's own projects unless `all=1`.
         */
        get: operations["listTaskRuns"];
        put?: never;
        /**
         * Store an answer
         * @description The task must have been stamped for the same identity within the hour, else 403 "You must request a task first!"; one
         *     answer per identity and task, else 403; a completed task still takes answers (bloomberg: 403). Two sent at the same
         *     moment can both be stored.
         */
        post: operations["createTaskRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/taskrun/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a task run */
        get: operations["getTaskRun"];
        /**
         * Correct one's own answer
         * @description By its signed-in author until a result holds it; never by the project's owner.
         */
        put: operations["updateTaskRun"];
        post?: never;
        /**
         * Take one's own answer back
         * @description By its signed-in author until a result holds it.
         */
        delete: operations["deleteTaskRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List results
         * @description The last version of each unless `last_version=false` is asked. Anybody (bloomberg, owner and admins).
         */
        get: operations["listResults"];
        put?: never;
        /**
         * Make the result of a completed task that has none
         * @description bloomberg: admins. scifabric: nobody (400, 401 or 403).
         */
        post: operations["createResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/result/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a result */
        get: operations["getResult"];
        /**
         * Write what was inferred into a result
         * @description Owners and admins; `info` only. The next task run of the task makes a new version whose info is null.
         */
        put: operations["updateResult"];
        post?: never;
        /**
         * Never allowed
         * @description Always 401 or 403.
         */
        delete: operations["deleteResult"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/helpingmaterial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List helping materials
         * @description Of published projects for anybody, of drafts for the owner and admins (dropped after `limit` otherwise).
         */
        get: operations["listHelpingMaterials"];
        put?: never;
        /**
         * Create a helping material, with or without a file
         * @description Owner and admins, no co-owners. A file is served publicly at media_url under its own name (an equal name overwrites);
         *     extensions other than js, css, png, jpg, jpeg, gif and zip are accepted and never served.
         */
        post: operations["createHelpingMaterial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/helpingmaterial/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a helping material */
        get: operations["getHelpingMaterial"];
        /**
         * Change a helping material
         * @description Owner and admins. `info` is replaced whole.
         */
        put: operations["updateHelpingMaterial"];
        post?: never;
        /**
         * Delete a helping material
         * @description Owner and admins. An uploaded file stays where it is.
         */
        delete: operations["deleteHelpingMaterial"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/category": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List categories */
        get: operations["listCategories"];
        put?: never;
        /**
         * Create a category
         * @description Admins.
         */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/category/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a category */
        get: operations["getCategory"];
        /**
         * Change a category
         * @description Admins.
         */
        put: operations["updateCategory"];
        post?: never;
        /**
         * Delete a category
         * @description Admins.
         */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/announcement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List: an announcement
         * @description Anybody (bloomberg: signed-in callers).
         */
        get: operations["listAnnouncements"];
        put?: never;
        /**
         * Create an announcement
         * @description Admins.
         */
        post: operations["createAnnouncement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/announcement/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read an announcement */
        get: operations["getAnnouncement"];
        /**
         * Change an announcement
         * @description The fields sent are replaced, `info` whole.
         */
        put: operations["updateAnnouncement"];
        post?: never;
        /** Delete an announcement */
        delete: operations["deleteAnnouncement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/blogpost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List: a blog post
         * @description Of published projects for anybody, of drafts for the owner and admins.
         */
        get: operations["listBlogPosts"];
        put?: never;
        /**
         * Create a blog post
         * @description The project's owner. A published one may be mailed to the contributors.
         */
        post: operations["createBlogPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/blogpost/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a blog post */
        get: operations["getBlogPost"];
        /**
         * Change a blog post
         * @description The fields sent are replaced, `info` whole.
         */
        put: operations["updateBlogPost"];
        post?: never;
        /** Delete a blog post */
        delete: operations["deleteBlogPost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List: a page of a project
         * @description Anybody.
         */
        get: operations["listPages"];
        put?: never;
        /**
         * Create a page of a project
         * @description The project's owner.
         */
        post: operations["createPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/page/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a page of a project */
        get: operations["getPage"];
        /**
         * Change a page of a project
         * @description The fields sent are replaced, `info` whole.
         */
        put: operations["updatePage"];
        post?: never;
        /** Delete a page of a project */
        delete: operations["deletePage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favorites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's favourite tasks */
        get: operations["listFavorites"];
        put?: never;
        /**
         * Make a task a favourite
         * @description The body holds `task_id` and nothing else.
         */
        post: operations["addFavorite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/favorites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Make a task no favourite
         * @description `id` is the task's. Answers 200 with the task, unlike other deletions.
         */
        delete: operations["removeFavorite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Others see name and locale (scifabric) or nothing (bloomberg). One's own account and admins: the e-mail address too; in the bloomberg dialect any subadmin reads it by id.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read an account */
        get: operations["getUser"];
        /**
         * Change one's own account
         * @description The answer holds the API key and the hash of the password.
         */
        put: operations["updateUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projectstats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projects' statistics
         * @description Written by a scheduled job, so not live: 0 until it has run.
         */
        get: operations["listProjectStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projectstats/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Read one project's statistics
         * @description `id` is not the project's.
         */
        get: operations["getProjectStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disqus/sso": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what signs the caller in at Disqus
         * @description 405 where the server has no keys of Disqus.
         */
        get: operations["disqusSso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/globalstats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the server's statistics */
        get: operations["globalStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/project/{short_name}/token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * Get a token for another site's volunteers
         * @description The Authorization header holds the project's secret_key. 403 without it, 404 with a wrong one. The token is a JWT without an end; bloomberg issues it, but takes no anonymous answers with it.
         */
        get: operations["projectToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one's tokens of sign-in services */
        get: operations["listTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/completedtask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List completed tasks
         * @description Admins only; others get 401. Gold tasks count as completed.
         */
        get: operations["listCompletedTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/completedtaskrun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List task runs of completed tasks
         * @description Admins only; others get 401. Gold tasks count as completed.
         */
        get: operations["listCompletedTaskRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projectbyname/{short_name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** Read a project by its short_name */
        get: operations["getProjectByName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projectdetails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a project's company fields */
        get: operations["getProjectDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/performancestats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List volunteers' performance on gold tasks */
        get: operations["listPerformanceStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auditlog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes to projects
         * @description Admins only.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/preferences/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Account's name */
                name: string;
            };
            cookie?: never;
        };
        /**
         * Read an account's preferences
         * @description Admins only.
         */
        get: operations["getPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulktasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set the priorities of many tasks of one project
         * @description `id` is the project's. Ids of no task of it are dropped silently.
         */
        put: operations["setPriorities"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/locks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * List who holds tasks of a project
         * @description `id` is the project's. The owner, admins and subadmins; holds names and e-mail addresses.
         */
        get: operations["listProjectLocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * How long the caller still holds a task
         * @description 404 where the caller does not hold it. For 5 seconds after a submission the lock is still there.
         */
        get: operations["getLock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task/{id}/canceltask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a task back
         * @description Also 200 where the caller does not hold it. Without a body 500.
         */
        post: operations["cancelTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a task to an account
         * @description Owner and admins. From its source, not measured.
         */
        post: operations["assignTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/task/{id}/release_category_locks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back what the caller holds of a task queue
         * @description For the scheduler task_queue_scheduler. From its source, not measured.
         */
        post: operations["releaseCategoryLocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/llm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the server's language model
         * @description 405 on GET. From its source, not measured.
         */
        post: operations["askModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id}/taskgold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a task a gold task
         * @description Owner and admins. A gold task never completes, and each volunteer answers it once.
         */
        post: operations["setGoldAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id}/gold_annotations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** List a project's gold annotations */
        get: operations["listGoldAnnotations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id_or_short_name}/projectprogress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        /**
         * Count a project's tasks
         * @description Live. Owner and admins.
         */
        get: operations["projectProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{id_or_short_name}/taskprogress": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        /**
         * Count the tasks that a filter keeps
         * @description Any further query parameter is a column, or a key of the tasks' info.
         */
        get: operations["taskProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{short_name}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a project without its tasks */
        post: operations["cloneProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{short_name}/has_partial_answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** Whether the caller keeps a draft of an answer in this project */
        get: operations["hasDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/project/{short_name}/task/{id}/partial_answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read the caller's draft of an answer */
        get: operations["getDraft"];
        put?: never;
        /** Keep a draft of an answer for a month */
        post: operations["saveDraft"];
        /** Delete the caller's draft of an answer */
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sign-in form */
        get: operations["signInForm"];
        put?: never;
        /**
         * Sign in
         * @description A wrong password is 200 with status "error" and the form.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * The page that asks to confirm the publication
         * @description 403 without a task presenter (scifabric, also without a task), and for callers who are neither owner nor admin.
         */
        get: operations["publishForm"];
        put?: never;
        /**
         * Publish a project
         * @description Deletes all task runs and results of the project, each time; a task that was completed stays completed. In the bloomberg
         *     dialect a second call takes the publication back, and task runs are deleted only with `force_reset`.
         */
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/import": {
        parameters: {
            query?: {
                /** @description Importer (an unknown one is 404) */
                type?: string;
            };
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * The form of an importer
         * @description Without `type` the list of importers, and no form.
         */
        get: operations["importForm"];
        put?: never;
        /**
         * Import tasks from a CSV file
         * @description Columns state, quorum, calibration, priority_0 and n_answers become fields of the task, all others keys of its info
         *     (types guessed; JSON in a cell stays text). A row whose info equals a task's is skipped. One empty cell is 500, and the
         *     rows before it stay. Over 200 rows the answer comes at once and the import runs on in the background.
         */
        post: operations["importTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/scheduler": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The scheduler form */
        get: operations["schedulerForm"];
        put?: never;
        /** Choose the scheduler */
        post: operations["setScheduler"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/redundancy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The redundancy form */
        get: operations["redundancyForm"];
        put?: never;
        /**
         * Set the number of answers of all tasks
         * @description Recomputes the state of every task both ways.
         */
        post: operations["setRedundancy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * Export a table as a ZIP file
         * @description `<id>_<short_name>_<type>_<format>.zip` with one JSON array of the rows as the API gives them, without links; an HTML page without `type` and `format`. The first
         *     ZIP made is served again until a background job makes it anew. In the bloomberg dialect the ZIP is sent by e-mail.
         */
        get: operations["exportTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/task/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * The page of one task
         * @description Stamps the task for the caller, as newtask does, also a completed one.
         */
        get: operations["taskPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The form that makes an account
         * @description In the bloomberg dialect for admins only.
         */
        get: operations["registrationForm"];
        put?: never;
        /**
         * Make an account
         * @description Needs consent, name, fullname, email_addr, password and confirm.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own profile */
        get: operations["profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** End the session */
        get: operations["signOut"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/{name}/update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Account's name */
                name: string;
            };
            cookie?: never;
        };
        /** The form of an account */
        get: operations["accountForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/leaderboard/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The volunteers with the most answers */
        get: operations["leaderboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/category/{name}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Category's short_name, or featured */
                name: string;
            };
            cookie?: never;
        };
        /** The projects of a category */
        get: operations["categoryPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * A project's page
         * @description 423 in the bloomberg dialect for those who may not enter the project.
         */
        get: operations["projectPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/newtask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * The task presenter
         * @description HTML in every mode, with info.task_presenter put in as it is. At the first visit the tutorial, if there is one. A redirect leads to signing in, or (bloomberg) to the project's password. Stamps no task.
         */
        get: operations["presenterPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/presenter": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The task presenter, at its second address */
        get: operations["presenterPageToo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tutorial": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The tutorial */
        get: operations["tutorialPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** A project's statistics, of the last scheduled run */
        get: operations["statisticsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The form of a project */
        get: operations["projectForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** What the webhook was told */
        get: operations["webhookPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/browse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** A project's tasks, page by page */
        get: operations["browsePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/priority": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The form of task priorities */
        get: operations["priorityForm"];
        put?: never;
        /** Set the priority of some tasks */
        post: operations["setPriority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The page that asks to confirm the deletion of tasks */
        get: operations["deleteTasksForm"];
        put?: never;
        /** Delete all tasks that have no result */
        post: operations["deleteTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/tasks/taskpresentereditor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The form of the task presenter */
        get: operations["presenterForm"];
        put?: never;
        /** Set the task presenter */
        post: operations["setPresenter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/{id}/results.json": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * All task runs of one task
         * @description Anybody (bloomberg: the owner, admins and subadmins).
         */
        get: operations["taskAnswers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/{id}/result_status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Which task runs of a task have what state */
        get: operations["resultStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/locks/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /**
         * Who holds tasks
         * @description Owner and admins; holds names and e-mail addresses.
         */
        get: operations["locksPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        /** The page that asks for the project's password */
        get: operations["passwordForm"];
        put?: never;
        /**
         * Enter a project by its password
         * @description Sets the cookie `<short_name>pswd`: 30 minutes, and an hour from each newtask. A wrong password is 200 with the page.
         */
        post: operations["enterProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project/{short_name}/remove-password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a project's password away
         * @description Then ordinary volunteers no longer see the project.
         */
        post: operations["removePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{container}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an uploaded file
         * @description Public, kept by browsers for 12 hours.
         */
        get: operations["readUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description UTC, ISO 8601 without a zone.
         * @example 2026-11-23T21:33:31.866275
         */
        Time: string;
        /** @description HTML link element, as `<link rel='self' title='task' href='…'/>`; not in answers to POST and PUT */
        Link: string;
        /** @description Links to the parents */
        Links: components["schemas"]["Link"][];
        JsonObject: {
            [key: string]: unknown;
        };
        /**
         * @description completed once n_answers task runs are there; not reliable when the last two come at once
         * @enum {unknown}
         */
        TaskState: "ongoing" | "completed";
        /** @description As its owner and admins see it; others see the fields that are not marked "owner and admins". */
        Project: {
            /** @description Anybody */
            id: number;
            /** @description Anybody */
            created: components["schemas"]["Time"];
            /** @description Anybody */
            updated: components["schemas"]["Time"];
            /** @description Unique title. Anybody */
            name: string;
            /** @description Unique name in addresses. Anybody */
            short_name: string;
            /** @description Anybody */
            description: string;
            /** @description Markdown. Anybody */
            long_description: string | null;
            /** @description Address that is told of completed tasks. Owner and admins */
            webhook?: string | null;
            /** @description Owner and admins */
            allow_anonymous_contributors?: boolean;
            /** @description Owner and admins; bloomberg, anybody */
            published?: boolean;
            /** @description Anybody */
            featured: boolean;
            /** @description The owner was warned that the project is idle. Owner and admins */
            contacted?: boolean;
            /** @description Signs tokens for other sites. Owner and admins */
            secret_key?: string;
            /** @description Others may export. Owner and admins */
            zip_download?: boolean;
            /** @description Account. Anybody */
            owner_id: number;
            /** @description Accounts of the owner and co-owners. Anybody */
            owners_ids: number[];
            /** @description Anybody */
            category_id: number | null;
            /** @description Others see only container, thumbnail, thumbnail_url, task_presenter (bloomberg, hidden), tutorial and sched */
            info: components["schemas"]["ProjectInfo"];
            /** @description Owner and admins */
            hidden?: boolean;
            /** @description Owner and admins */
            email_notif?: boolean;
            /** @description With `stats=1`. Anybody */
            stats?: components["schemas"]["JsonObject"];
            /** @description With `fulltextsearch` */
            headline?: string;
            /** @description With `fulltextsearch` */
            rank?: number;
            /** @description Anybody */
            link?: components["schemas"]["Link"];
            /** @description Anybody */
            links?: components["schemas"]["Links"];
        };
        ProjectInfo: {
            /** @description HTML that is put into the page as it is */
            task_presenter?: string | null;
            /** @description HTML of the tutorial */
            tutorial?: string | null;
            /** @description Scheduler */
            sched?: string | null;
            /** @description File name */
            thumbnail?: string | null;
            /** @description Address */
            thumbnail_url?: string | null;
            /** @description Folder of the uploads */
            container?: string | null;
            /** @description Seconds that a volunteer holds a task; 3600 if absent. Not checked: text makes newtask fail */
            timeout?: number | string | null;
            /** @description Of new tasks */
            default_n_answers?: number | null;
            /** @description Hash of the project's password. Owner and admins */
            passwd_hash?: string | null;
            /** @description Accounts that may enter */
            project_users?: number[] | null;
            /** @description One of the server's products */
            product?: string | null;
            /** @description One of that product's */
            subproduct?: string | null;
            /** @description 0.1 to 120 */
            kpi?: number | null;
            data_classification?: components["schemas"]["DataClassification"];
            /** @description Volunteers may correct their answers */
            allow_taskrun_edit?: boolean | null;
            /** @description Which keys of info make two tasks equal */
            duplicate_task_check?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Classes of what goes in and comes out; the server knows which it takes. */
        DataClassification: {
            input_data: string;
            output_data: string;
        } | null;
        ProjectDetails: {
            id: number;
            short_name: string;
            product?: string | null;
            subproduct?: string | null;
            created: components["schemas"]["Time"];
        };
        ProjectClone: {
            name: string;
            short_name: string;
            password: string;
            input_data_class: string;
            output_data_class: string;
        };
        ProjectProgress: {
            n_tasks: number;
            n_completed_tasks: number;
            n_gold_tasks: number;
        };
        TaskCount: {
            task_count: number;
        };
        ProjectCreate: {
            name: string;
            short_name: string;
            description: string;
            long_description?: string;
            /** @description The first category if absent; an unknown one is 400 */
            category_id?: number;
            /** @description True if absent */
            allow_anonymous_contributors?: boolean;
            /** @description True if absent */
            zip_download?: boolean;
            webhook?: string | null;
            /** @description What volunteers type to enter */
            password?: string;
            /** @description bloomberg: with product, subproduct, kpi and data_classification */
            info?: components["schemas"]["ProjectInfo"];
        };
        ProjectUpdate: {
            name?: string;
            short_name?: string;
            description?: string;
            long_description?: string | null;
            category_id?: number;
            allow_anonymous_contributors?: boolean;
            zip_download?: boolean;
            webhook?: string | null;
            featured?: boolean;
            owner_id?: number;
            owners_ids?: number[];
            /** @description Deletes nothing, and needs no presenter and no task */
            published?: boolean;
            hidden?: boolean;
            email_notif?: boolean;
            /** @description Replaces the whole info (bloomberg: merged into it, key by key) */
            info?: components["schemas"]["ProjectInfo"];
        };
        UserProgress: {
            /** @description Tasks that the caller has answered */
            done: number;
            /** @description All tasks of the project, completed ones too */
            total: number;
            /** @description Completed tasks */
            completed?: number;
            /** @description Tasks that are not completed */
            remaining?: number;
            /** @description Tasks that somebody holds */
            locked?: number;
            /** @description Tasks that the caller may still answer, those held by others too */
            remaining_for_user?: number;
            quiz?: components["schemas"]["JsonObject"];
            guidelines_updated?: boolean;
            /** @description Owner and admins */
            available_gold_tasks?: number;
        };
        /** @description Anybody may read every field (bloomberg, signed-in callers). */
        Task: {
            id: number;
            created: components["schemas"]["Time"];
            project_id: number;
            state: components["schemas"]["TaskState"];
            quorum: number | null;
            /** @description bloomberg, 1 = gold, absent for volunteers */
            calibration: number | null;
            /** @description 0 to 1 by convention, higher first; not bounded */
            priority_0: number | null;
            /** @description Any JSON */
            info: unknown;
            /** @description Task runs wanted */
            n_answers: number;
            fav_user_ids: number[] | null;
            /** @description Hidden from volunteers */
            gold_answers?: unknown;
            /** @description Handed to the consensus export */
            exported?: boolean;
            /** @description UTC; not handed out after it. 60 days from creation if not sent, 365 at most */
            expiration?: string | null;
            /** @description Whom it suits */
            user_pref?: {
                [key: string]: unknown;
            } | null;
            /** @description Whom it is preferred for */
            worker_pref?: {
                [key: string]: unknown;
            } | null;
            /** @description Whom it is kept for */
            worker_filter?: {
                [key: string]: unknown;
            } | null;
            /** @description By which equal tasks are found */
            dup_checksum?: string | null;
            /** @description With `fulltextsearch` */
            headline?: string;
            /** @description With `fulltextsearch` */
            rank?: number;
            /** @description With `related` */
            task_runs?: components["schemas"]["TaskRun"][];
            /** @description With `related` */
            result?: components["schemas"]["Result"] | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        TaskCreate: {
            project_id: number;
            /** @description Any JSON */
            info: unknown;
            /** @description Task runs wanted; 30 if absent, in bloomberg 1 */
            n_answers?: number;
            /** @description 0 if absent */
            priority_0?: number;
            /** @description 0 if absent */
            calibration?: number;
            /** @description 0 if absent */
            quorum?: number;
            /** @description Known answers */
            gold_answers?: unknown;
            /** @description UTC time */
            expiration?: string;
            user_pref?: {
                [key: string]: unknown;
            };
            worker_pref?: {
                [key: string]: unknown;
            };
            worker_filter?: {
                [key: string]: unknown;
            };
        };
        TaskUpdate: {
            /** @description Replaces the whole info (bloomberg: merged into it, key by key) */
            info?: unknown;
            /** @description Known answers; null makes it no gold task */
            gold_answers?: unknown;
            /** @description UTC time */
            expiration?: string;
            n_answers?: number;
            priority_0?: number;
            calibration?: number;
            quorum?: number;
            project_id?: number;
        };
        TaskPriority: {
            id: number;
            priority_0: number;
        };
        FavoriteCreate: {
            task_id: number;
        };
        GoldAnswers: {
            project_id: number;
            task_id: number;
            /** @description The known answer */
            info: unknown;
        };
        CancelTask: {
            /** @description The project's short_name */
            projectname: string;
        };
        Lock: {
            /** @constant */
            success: true;
            /** @description Seconds left */
            expires: number;
            /** @description When it was taken */
            lockTime: components["schemas"]["Time"];
        };
        LockHolder: {
            user_id: string;
            task_id: string;
            seconds_remaining: number;
            name?: string;
            fullname?: string;
            email?: string;
            admin?: boolean;
            subadmin?: boolean;
        };
        ProjectLocks: {
            id: number;
            short_name: string;
            created: components["schemas"]["Time"];
            locks: components["schemas"]["LockHolder"][];
        };
        Success: {
            success: boolean;
        };
        Draft: {
            success: boolean;
            /** @description The draft */
            data?: unknown;
        };
        /** @description Nothing is left for this caller at this offset. */
        NoTask: Record<string, never>;
        /** @description The caller may not take part. */
        RefusedTask: {
            id: null;
            info: {
                /** @description Why, in the server's words */
                error: string;
            };
        };
        NewTask: components["schemas"]["Task"] | components["schemas"]["Task"][] | components["schemas"]["NoTask"] | components["schemas"]["RefusedTask"];
        /** @description Anybody may read every field (bloomberg, the owner and admins). */
        TaskRun: {
            id: number;
            /** @description When the task was last requested */
            created: components["schemas"]["Time"];
            project_id: number;
            task_id: number;
            /** @description Account; null for anonymous answers */
            user_id: number | null;
            /** @description Pseudonym of an anonymous volunteer's address, written like an address */
            user_ip: string | null;
            /** @description When it was stored */
            finish_time: components["schemas"]["Time"];
            timeout: number | null;
            calibration: number | null;
            /** @description Identity given by another site */
            external_uid: string | null;
            /** @description Address of an uploaded file */
            media_url: string | null;
            /** @description The answer; any JSON */
            info: unknown;
            /** @description The known answer; in the answer to POST */
            gold_answers?: unknown;
            /** @description With `fulltextsearch` */
            headline?: string;
            /** @description With `fulltextsearch` */
            rank?: number;
            /** @description With `related` */
            task?: components["schemas"]["Task"];
            /** @description With `related` */
            result?: components["schemas"]["Result"] | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        TaskRunCreate: {
            /** @description A number; text is 403 */
            project_id: number;
            task_id: number;
            /** @description The answer; any JSON */
            info?: unknown;
            /** @description Also needed in the query, with a project token */
            external_uid?: string;
        };
        InfoUpdate: {
            /** @description Any JSON; replaces the whole info */
            info: unknown;
        };
        /** @description Anybody may read every field (bloomberg, the owner and admins). */
        Result: {
            id: number;
            created: components["schemas"]["Time"];
            project_id: number;
            task_id: number;
            task_run_ids: number[];
            last_version: boolean;
            /** @description Null until the owner writes it; any JSON */
            info: unknown;
            /** @description With `related` */
            task?: components["schemas"]["Task"];
            /** @description With `related` */
            task_runs?: components["schemas"]["TaskRun"][];
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        ResultCreate: {
            task_id: number;
            /** @description Any JSON */
            info?: unknown;
        };
        /** @description Of a published project anybody may read every field; of a draft the owner and admins. */
        HelpingMaterial: {
            id: number;
            created: components["schemas"]["Time"];
            project_id: number;
            /** @description Free; an upload adds container and file_name */
            info: {
                [key: string]: unknown;
            } | null;
            /** @description Absolute address of the file */
            media_url: string | null;
            /** @description 0 to 1, higher first */
            priority: number | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        HelpingMaterialCreate: {
            project_id: number;
            info?: components["schemas"]["JsonObject"];
            /** @description 0 if absent */
            priority?: number;
        };
        HelpingMaterialUpload: {
            project_id: number;
            /** Format: binary */
            file: string;
            /** @description JSON text */
            info?: string;
        };
        HelpingMaterialUpdate: {
            /** @description Replaces the whole info */
            info?: components["schemas"]["JsonObject"];
            priority?: number;
            media_url?: string | null;
        };
        /** @description Anybody may read every field. */
        Category: {
            id: number;
            name: string;
            short_name: string;
            description: string;
            created: components["schemas"]["Time"];
            info: {
                [key: string]: unknown;
            } | null;
            link?: components["schemas"]["Link"];
            links?: null | components["schemas"]["Link"][];
        };
        CategoryCreate: {
            name: string;
            short_name: string;
            description: string;
        };
        CategoryUpdate: {
            name?: string;
            short_name?: string;
            description?: string;
        };
        /** @description Anybody may read every field (bloomberg, signed-in callers). */
        Announcement: {
            id: number;
            created: components["schemas"]["Time"];
            updated: components["schemas"]["Time"];
            /** @description Who wrote it */
            user_id: number;
            title: string;
            body: string;
            published: boolean;
            info: {
                [key: string]: unknown;
            } | null;
            /** @description Address of an uploaded file */
            media_url: string | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        AnnouncementCreate: {
            title: string;
            body: string;
            published?: boolean;
            info?: components["schemas"]["JsonObject"];
        };
        AnnouncementUpdate: {
            title?: string;
            body?: string;
            published?: boolean;
            /** @description Replaces the whole info */
            info?: components["schemas"]["JsonObject"];
        };
        /** @description Of a published project anybody may read every field. */
        BlogPost: {
            id: number;
            created: components["schemas"]["Time"];
            project_id: number;
            updated: components["schemas"]["Time"];
            /** @description Who wrote it */
            user_id: number;
            title: string;
            body: string;
            published: boolean;
            info: {
                [key: string]: unknown;
            } | null;
            /** @description Address of an uploaded file */
            media_url: string | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        BlogPostCreate: {
            project_id: number;
            title: string;
            body: string;
            published?: boolean;
            info?: components["schemas"]["JsonObject"];
        };
        BlogPostUpdate: {
            title?: string;
            body?: string;
            published?: boolean;
            /** @description Replaces the whole info */
            info?: components["schemas"]["JsonObject"];
        };
        /** @description Of a published project anybody may read every field. */
        Page: {
            id: number;
            created: components["schemas"]["Time"];
            project_id: number;
            slug: string | null;
            info: {
                [key: string]: unknown;
            } | null;
            /** @description Address of an uploaded file */
            media_url: string | null;
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        PageCreate: {
            project_id: number;
            slug: string;
            info?: components["schemas"]["JsonObject"];
        };
        PageUpdate: {
            slug?: string;
            /** @description Replaces the whole info */
            info?: components["schemas"]["JsonObject"];
        };
        Account: {
            /** @description Anybody */
            name: string;
            /** @description Anybody */
            locale: string | null;
            /** @description Own account and admins */
            fullname?: string;
            /** @description Own account and admins */
            created?: components["schemas"]["Time"];
            /** @description Own account and admins */
            id?: number;
            /** @description Own account and admins; bloomberg, subadmins */
            email_addr?: string;
            /** @description Own account and admins */
            info?: {
                [key: string]: unknown;
            } | null;
            n_answers?: number | null;
            registered_ago?: string | null;
            rank?: number | null;
            score?: number | null;
            admin?: boolean;
            subadmin?: boolean;
            pro?: boolean;
            enabled?: boolean;
        };
        OwnAccount: {
            id: number;
            name: string;
            fullname: string;
            email_addr: string;
            /** @description Secret */
            api_key: string;
            /** @description Secret */
            passwd_hash?: string | null;
            locale?: string | null;
            info?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        AccountUpdate: {
            fullname?: string;
            locale?: string;
            /** @description Replaces the whole info */
            info?: components["schemas"]["JsonObject"];
        };
        ProjectStats: {
            id: number;
            project_id: number;
            n_tasks: number;
            n_task_runs: number;
            n_results: number;
            n_volunteers: number;
            n_completed_tasks: number;
            /** @description Percent */
            overall_progress: number;
            /** @description Seconds, of a task run */
            average_time: number;
            n_blogposts: number;
            /** @description UTC, or "0" */
            last_activity: string | null;
            /** @description With `full`: hours_stats, dates_stats, users_stats */
            info: components["schemas"]["JsonObject"];
            link?: components["schemas"]["Link"];
            links?: components["schemas"]["Links"];
        };
        GlobalStats: {
            n_projects: number;
            n_users: number;
            /** @description Sum of n_answers of all tasks */
            n_tasks: number;
            n_task_runs: number;
            n_pending_tasks: number;
            n_results: number;
            /** @description Projects by category */
            categories: {
                [key: string]: number;
            }[];
        };
        /** @description What a page shows, as its template gets it. */
        WebPage: {
            [key: string]: unknown;
        } | unknown[];
        TaskAnswers: components["schemas"]["TaskRun"][] | {
            taskruns_info: components["schemas"]["JsonObject"][];
            gold_answers?: components["schemas"]["JsonObject"];
        };
        Registration: {
            name: string;
            fullname: string;
            email_addr: string;
            password: string;
            /** @description The password again */
            confirm: string;
            /** @description Must be true */
            consent?: boolean;
        };
        PriorityForm: {
            /** @description Ids, by commas */
            task_ids: string;
            priority_0: number;
        };
        PasswordForm: {
            password: string;
        };
        Form: {
            /** @description Token for X-CSRFToken */
            csrf: string;
            /** @description By field, the server's words */
            errors?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        FormPage: {
            form: components["schemas"]["Form"];
            template?: string;
        } & {
            [key: string]: unknown;
        };
        ImporterList: {
            /** @description Names of templates */
            available_importers: string[];
            form: null;
        } & {
            [key: string]: unknown;
        };
        SignInPage: components["schemas"]["FormPage"];
        PublishPage: {
            /** @description Token for X-CSRFToken */
            csrf: string;
            project: {
                id: number;
                short_name: string;
                published: boolean;
            } & {
                [key: string]: unknown;
            };
            template?: string;
        } & {
            [key: string]: unknown;
        };
        FormOutcome: {
            /**
             * @description "success", or "error" and the like
             * @example success
             * @example error
             */
            status?: string;
            /** @description The server's words for the visitor; may hold HTML */
            flash?: string;
            /** @description Path of the page that a browser would show next */
            next?: string | null;
            form?: components["schemas"]["Form"];
            template?: string;
        } & {
            [key: string]: unknown;
        };
        SignIn: {
            email: string;
            password: string;
        };
        CsvImport: {
            /**
             * Format: binary
             * @description UTF-8; its name ends in .csv
             */
            file: string;
            /** @constant */
            form_name: "localCSV";
        };
        SchedulerForm: {
            sched: ("default" | "breadth_first" | "depth_first" | "depth_first_all" | "locked") | ("default" | "locked_scheduler" | "user_pref_scheduler" | "task_queue_scheduler");
        };
        RedundancyForm: {
            n_answers: number;
        };
        ApiError: {
            /** @description Verb or function in capitals */
            action: string;
            /** @constant */
            status: "failed";
            /** @description The HTTP status */
            status_code: number;
            /** @description Resource, or the request's path */
            target: string;
            /** @description Python class, as Forbidden or DBIntegrityError */
            exception_cls: string;
            /** @description Never for people: on database errors it holds the SQL with its parameters, the secret_key among them */
            exception_msg: string;
        };
        PageError: {
            /** @description The HTTP status */
            code: number;
            description: string;
            template: string;
        };
        /** @description The token of another site is missing or wrong. */
        TokenError: {
            code: string;
            description: string;
        };
    };
    responses: {
        /**
         * @description 400 reserved key or malformed JSON, 401 anonymous, 403 forbidden, 404 not found, 405 method, 409 an equal task (bloomberg),
         *     415 wrong value, unknown field or filter and database errors, 429 over the budget.
         */
        Refused: {
            headers: {
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"] | components["schemas"]["PageError"] | components["schemas"]["TokenError"];
                "text/html": string;
            };
        };
        /** @description 400 CSRF token missing or wrong, 401 anonymous, 403 forbidden, 404 not found, 415 wrong value. */
        PageRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PageError"];
                "text/html": string;
            };
        };
        /** @description The server or a proxy before it failed. */
        Failed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"] | components["schemas"]["PageError"];
                "text/html": string;
            };
        };
        /** @description Done; the page that a browser would show next */
        Moved: {
            headers: {
                /** @description Address of that page */
                Location?: string;
                [name: string]: unknown;
            };
            content: {
                "text/html": string;
            };
        };
    };
    parameters: {
        /** @description Number of the object */
        Id: number;
        /** @description The project's short_name */
        ShortName: string;
        /** @description Token of the form; needs the session cookie that came with it */
        CsrfToken: string;
        /** @description 1 lists more than the caller's own projects */
        All: 1;
        /** @description Page size (more is cut to 100; 0 gives an empty page) */
        Limit: number;
        /** @description Rows to skip; ignored with last_id */
        Offset: number;
        /** @description Only rows with a higher id, by ascending id */
        LastId: number;
        /** @description A column (an unknown one is 415); ties have no order */
        OrderBy: string;
        /** @description Descending */
        Desc: boolean;
        /** @description Equality (text without digits is ignored) */
        ProjectId: number;
        /** @description Equality */
        TaskId: number;
        /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
        FullText: 1;
        /** @description Created after (UTC) */
        CreatedFrom: string;
        /** @description Created until (UTC) */
        CreatedTo: string;
        /** @description Stored since (UTC) */
        FinishedFrom: string;
        /** @description Stored until (UTC); ignored without from_finish_time */
        FinishedTo: string;
        /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
        InfoFilter: string;
        /** @description Any value embeds the related objects (slow) */
        Related: boolean;
    };
    requestBodies: never;
    headers: {
        /** @description Requests of a window; one less is usable */
        "X-RateLimit-Limit": number;
        /** @description Requests left, this one included: 1 = the next is refused */
        "X-RateLimit-Remaining": number;
        /** @description Start of the next window in seconds since 1970 */
        "X-RateLimit-Reset": number;
        /** @description The session */
        "Set-Cookie": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProjects: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality */
                short_name?: string;
                /** @description Equality */
                name?: string;
                /** @description Equality */
                category_id?: number;
                /** @description Equality */
                owner_id?: number;
                /** @description Equality */
                published?: boolean;
                /** @description Equality */
                featured?: boolean;
                /** @description 1 embeds the project's statistics (bloomberg: of the wrong project) */
                stats?: 1;
                /** @description Account among owners_ids */
                coowner_id?: number;
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
                fulltextsearch?: components["parameters"]["FullText"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The projects */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectCreate"];
            };
        };
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectUpdate"];
            };
        };
        responses: {
            /** @description The changed project */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    newTask: {
        parameters: {
            query?: {
                /** @description Number of tasks (other than a number is 415; bloomberg gives one) */
                limit?: number;
                /** @description Tasks to skip in the caller's queue */
                offset?: number;
                /** @description A column of the task */
                orderby?: string;
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Identity given by another site; needs a project token */
                external_uid?: string;
            };
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tasks, none, or a refusal */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTask"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    userProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The progress */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserProgress"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
                fulltextsearch?: components["parameters"]["FullText"];
                /** @description Created after (UTC) */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Created until (UTC) */
                created_to?: components["parameters"]["CreatedTo"];
                /** @description Any value embeds the related objects (slow) */
                related?: components["parameters"]["Related"];
                /** @description Equality */
                id?: number;
                /** @description Equality */
                state?: components["schemas"]["TaskState"];
                /** @description Equality */
                n_answers?: number;
                /** @description Any value keeps the tasks that the caller has not answered */
                participated?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskCreate"];
            };
        };
        responses: {
            /** @description The task */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        responses: {
            /** @description The changed task */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listTaskRuns: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description Equality */
                task_id?: components["parameters"]["TaskId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
                fulltextsearch?: components["parameters"]["FullText"];
                /** @description Created after (UTC) */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Created until (UTC) */
                created_to?: components["parameters"]["CreatedTo"];
                /** @description Any value embeds the related objects (slow) */
                related?: components["parameters"]["Related"];
                /** @description Equality */
                id?: number;
                /** @description Equality */
                user_id?: number;
                /** @description Stored since (UTC) */
                from_finish_time?: components["parameters"]["FinishedFrom"];
                /** @description Stored until (UTC); ignored without from_finish_time */
                to_finish_time?: components["parameters"]["FinishedTo"];
                /** @description Equality */
                external_uid?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task runs */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRun"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createTaskRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskRunCreate"];
                "multipart/form-data": {
                    /** @description Project */
                    project_id: number;
                    /** @description Task */
                    task_id: number;
                    /** @description JSON text */
                    info?: string;
                    /**
                     * Format: binary
                     * @description Kept among the server's uploads; media_url names it
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description The task run */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRun"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getTaskRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task run */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRun"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateTaskRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InfoUpdate"];
            };
        };
        responses: {
            /** @description The changed task run */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRun"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteTaskRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listResults: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description Equality */
                task_id?: components["parameters"]["TaskId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
                fulltextsearch?: components["parameters"]["FullText"];
                /** @description Created after (UTC) */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Created until (UTC) */
                created_to?: components["parameters"]["CreatedTo"];
                /** @description Any value embeds the related objects (slow) */
                related?: components["parameters"]["Related"];
                /** @description Equality */
                last_version?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The results */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createResult: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultCreate"];
            };
        };
        responses: {
            /** @description The result */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InfoUpdate"];
            };
        };
        responses: {
            /** @description The changed result */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listHelpingMaterials: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description 1 makes the info filter a search for words (`&` between them; a space is 500), and adds headline and rank */
                fulltextsearch?: components["parameters"]["FullText"];
                /** @description Created after (UTC) */
                created_from?: components["parameters"]["CreatedFrom"];
                /** @description Created until (UTC) */
                created_to?: components["parameters"]["CreatedTo"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The helping materials */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpingMaterial"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createHelpingMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HelpingMaterialCreate"];
                "multipart/form-data": components["schemas"]["HelpingMaterialUpload"];
            };
        };
        responses: {
            /** @description The helping material */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpingMaterial"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getHelpingMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The helping material */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpingMaterial"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateHelpingMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HelpingMaterialUpdate"];
            };
        };
        responses: {
            /** @description The changed helping material */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpingMaterial"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteHelpingMaterial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listCategories: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description Equality */
                short_name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryCreate"];
            };
        };
        responses: {
            /** @description The category */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The category */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryUpdate"];
            };
        };
        responses: {
            /** @description The changed category */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listAnnouncements: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description Equality */
                published?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createAnnouncement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementCreate"];
            };
        };
        responses: {
            /** @description What was created */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getAnnouncement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateAnnouncement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementUpdate"];
            };
        };
        responses: {
            /** @description What was changed */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteAnnouncement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listBlogPosts: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlogPost"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createBlogPost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlogPostCreate"];
            };
        };
        responses: {
            /** @description What was created */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlogPost"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getBlogPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlogPost"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateBlogPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlogPostUpdate"];
            };
        };
        responses: {
            /** @description What was changed */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlogPost"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteBlogPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listPages: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description `key::value|key2::value2` (all must hold, compared as text), or a JSON fragment that info must contain */
                info?: components["parameters"]["InfoFilter"];
                /** @description Equality */
                slug?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    createPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageCreate"];
            };
        };
        responses: {
            /** @description What was created */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updatePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageUpdate"];
            };
        };
        responses: {
            /** @description What was changed */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deletePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listFavorites: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    addFavorite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FavoriteCreate"];
            };
        };
        responses: {
            /** @description The task */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    removeFavorite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description Equality */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountUpdate"];
            };
        };
        responses: {
            /** @description The whole account */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAccount"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listProjectStats: {
        parameters: {
            query?: {
                /** @description 1 lists more than the caller's own projects */
                all?: components["parameters"]["All"];
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description Any value keeps the long statistics in info */
                full?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectStats"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getProjectStats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectStats"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    disqusSso: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    globalStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GlobalStats"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    projectToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bare token */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By service */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listCompletedTasks: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description Equality */
                exported?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listCompletedTaskRuns: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description A column (an unknown one is 415); ties have no order */
                orderby?: components["parameters"]["OrderBy"];
                /** @description Descending */
                desc?: components["parameters"]["Desc"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
                /** @description Equality */
                exported?: boolean;
                /** @description Stored since */
                finish_time?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRun"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getProjectByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getProjectDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fields */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetails"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listPerformanceStats: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description Page size (more is cut to 100; 0 gives an empty page) */
                limit?: components["parameters"]["Limit"];
                /** @description Rows to skip; ignored with last_id */
                offset?: components["parameters"]["Offset"];
                /** @description Only rows with a higher id, by ascending id */
                last_id?: components["parameters"]["LastId"];
                /** @description Equality (text without digits is ignored) */
                project_id?: components["parameters"]["ProjectId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Account's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preferences */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setPriorities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskPriority"][];
            };
        };
        responses: {
            /** @description Done; the body is empty */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listProjectLocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The locks */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectLocks"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getLock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lock */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lock"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    cancelTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelTask"];
            };
        };
        responses: {
            /** @description Given back */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    assignTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonObject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    releaseCategoryLocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonObject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    askModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonObject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setGoldAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoldAnswers"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    listGoldAnnotations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The annotations */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"][];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    projectProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectProgress"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    taskProgress: {
        parameters: {
            query?: {
                /** @description Equality */
                state?: components["schemas"]["TaskState"];
            };
            header?: never;
            path: {
                /** @description Project id or short_name */
                id_or_short_name: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The count */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCount"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    cloneProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectClone"];
            };
        };
        responses: {
            /** @description The copy */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    hasDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        has_answer: boolean;
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            200: {
                headers: {
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    signInForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form; the session cookie belongs to its token */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["SignInPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in, or the form again */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    publishForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, and the project as its owner sees it */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    publish: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    importForm: {
        parameters: {
            query?: {
                /** @description Importer (an unknown one is 404) */
                type?: string;
            };
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormPage"] | components["schemas"]["ImporterList"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    importTasks: {
        parameters: {
            query?: {
                /** @description Importer (an unknown one is 404) */
                type?: string;
            };
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CsvImport"];
            };
        };
        responses: {
            /** @description The form again, with what is wrong */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    schedulerForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setScheduler: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulerForm"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    redundancyForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setRedundancy: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedundancyForm"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    exportTable: {
        parameters: {
            query: {
                /** @description Table (an unknown one is 404) */
                type: ("task" | "task_run" | "result") | "consensus";
                /** @description File format (an unknown one is 415) */
                format: "json" | "csv";
            };
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ZIP file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                    "text/html": string;
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    taskPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": Record<string, never>;
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    registrationForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormPage"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    accountForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Account's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The forms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    leaderboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    categoryPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Category's short_name, or featured */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    projectPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    presenterPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    presenterPageToo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    tutorialPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    statisticsPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    projectForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    webhookPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    browsePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    priorityForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setPriority: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriorityForm"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteTasksForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    deleteTasks: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    presenterForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["WebPage"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    setPresenter: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JsonObject"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    taskAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAnswers"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    resultStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
                /** @description Number of the object */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The states */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    locksPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The locks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LockHolder"][];
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    passwordForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    enterProject: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordForm"];
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    removePassword: {
        parameters: {
            query?: never;
            header: {
                /** @description Token of the form; needs the session cookie that came with it */
                "X-CSRFToken": components["parameters"]["CsrfToken"];
            };
            path: {
                /** @description The project's short_name */
                short_name: components["parameters"]["ShortName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done, or the form again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["FormOutcome"];
                };
            };
            302: components["responses"]["Moved"];
            "4XX": components["responses"]["PageRefused"];
            "5XX": components["responses"]["Failed"];
        };
    };
    readUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `user_<id>` of the uploader */
                container: string;
                /** @description File name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            "4XX": components["responses"]["PageRefused"];
        };
    };
}
